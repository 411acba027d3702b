import './styles/fonts.css'
import './styles/tokens.css'
import './styles/base.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { i18n } from './locales'
import { swallowSecondClicks } from './second-clicks'

swallowSecondClicks(window)
createApp(App).use(createPinia()).use(i18n).mount('#app')

import '@fontsource-variable/inter/wght.css'
import './styles/tokens.css'
import './styles/base.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { z } from 'zod'
import App from './App.vue'
import { i18n } from './locales'
import { router } from './router'

// The page's CSP allows no code made from text, which zod would otherwise try.
z.config({ jitless: true })

createApp(App).use(createPinia()).use(i18n).use(router).mount('#app')

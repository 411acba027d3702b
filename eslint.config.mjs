// ESLint sees the templates of .vue files, which oxlint does not read. Everything else is oxlint's.
import tsParser from '@typescript-eslint/parser'
import vue from 'eslint-plugin-vue'

export default [
  { ignores: ['out/**', 'dist/**', 'node_modules/**'] },
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tsParser, sourceType: 'module' } },
    rules: {
      // What people type is text, never markup.
      'vue/no-v-html': 'error',
      'vue/no-restricted-static-attribute': [
        'error',
        { key: 'style', message: 'Colours and sizes come from the theme.' },
      ],
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/component-name-in-template-casing': ['error', 'PascalCase'],
      'vue/define-macros-order': 'error',
      'vue/define-emits-declaration': 'error',
      'vue/define-props-declaration': 'error',
      'vue/no-undef-components': ['error', { ignorePatterns: ['^Router(View|Link)$'] }],
      'vue/no-unused-refs': 'error',
      'vue/require-explicit-emits': 'error',
      // Screens are single words (Overview.vue); the folder says what they are.
      'vue/multi-word-component-names': 'off',
      // With a type, a missing optional prop is undefined, which is what its type says.
      'vue/require-default-prop': 'off',
      // oxfmt lays out templates.
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/first-attribute-linebreak': 'off',
    },
  },
]

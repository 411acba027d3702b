import type { Component } from 'vue'

/** One line of an ActionMenu. */
export type MenuEntry =
  | {
      readonly kind?: 'action'
      readonly key: string
      readonly label: string
      readonly icon?: Component
      readonly shortcut?: string
      readonly destructive?: boolean
      readonly disabled?: boolean
    }
  | {
      readonly kind: 'choice'
      readonly key: string
      readonly label: string
      readonly checked: boolean
      readonly destructive?: undefined
      readonly disabled?: boolean
    }
  | { readonly kind: 'title'; readonly key: string; readonly label: string }
  | { readonly kind: 'line'; readonly key: string }

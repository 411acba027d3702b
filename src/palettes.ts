/**
 * The colours of the console, once. The same values stand as CSS variables in styles/tokens.css (a test compares the
 * two), because Naive UI computes shades and cannot read variables.
 */
export interface Palette {
  readonly canvas: string
  readonly surface: string
  readonly raised: string
  readonly sunken: string
  readonly hover: string
  readonly border: string
  readonly 'border-strong': string
  readonly text: string
  readonly 'text-2': string
  readonly 'text-3': string
  readonly accent: string
  readonly 'accent-hover': string
  readonly 'accent-pressed': string
  readonly 'accent-text': string
  readonly 'accent-soft': string
  readonly 'on-accent': string
  readonly focus: string
  readonly invited: string
  readonly 'invited-soft': string
  readonly pending: string
  readonly 'pending-soft': string
  readonly active: string
  readonly 'active-soft': string
  readonly dismissed: string
  readonly 'dismissed-soft': string
  readonly failed: string
  readonly 'failed-soft': string
  readonly 'failed-strong': string
}

export const palettes: Readonly<Record<'light' | 'dark', Palette>> = {
  light: {
    canvas: '#f5f5f7',
    surface: '#ffffff',
    raised: '#ffffff',
    sunken: '#f1f1f4',
    hover: '#f3f3f6',
    border: '#e4e4ea',
    'border-strong': '#cbccd5',
    text: '#1c1d22',
    'text-2': '#50535f',
    'text-3': '#656876',
    accent: '#5048c9',
    'accent-hover': '#463fb6',
    'accent-pressed': '#3d36a0',
    'accent-text': '#4a42bd',
    'accent-soft': '#ecebfb',
    'on-accent': '#ffffff',
    focus: '#6d64e8',
    invited: '#8a5200',
    'invited-soft': '#fdf0d8',
    pending: '#1f5fb8',
    'pending-soft': '#e3eefc',
    active: '#17703c',
    'active-soft': '#dff3e6',
    dismissed: '#5c5f6b',
    'dismissed-soft': '#ececf0',
    failed: '#b3261e',
    'failed-soft': '#fce8e6',
    'failed-strong': '#c5372c',
  },
  dark: {
    canvas: '#15161a',
    surface: '#1b1c21',
    raised: '#24252b',
    sunken: '#121317',
    hover: '#25262d',
    border: '#2c2e36',
    'border-strong': '#454853',
    text: '#ececf0',
    'text-2': '#b0b3bf',
    'text-3': '#9093a0',
    accent: '#6259dc',
    'accent-hover': '#6e65e0',
    'accent-pressed': '#554dc8',
    'accent-text': '#b3adff',
    'accent-soft': '#2c2a4a',
    'on-accent': '#ffffff',
    focus: '#8f87ff',
    invited: '#f0b65a',
    'invited-soft': '#3a2c12',
    pending: '#8abaf8',
    'pending-soft': '#182c48',
    active: '#6fcf92',
    'active-soft': '#15331f',
    dismissed: '#a9acb8',
    'dismissed-soft': '#2b2d34',
    failed: '#ff9a90',
    'failed-soft': '#431d1b',
    'failed-strong': '#c5372c',
  },
}

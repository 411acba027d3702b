import type { GlobalThemeOverrides } from 'naive-ui'

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

const FONT = "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif"
const FONT_MONO = "ui-monospace, 'Cascadia Mono', 'SF Mono', Menlo, Consolas, monospace"

/** Naive UI's overrides for one palette: density, radii and colours. */
function overridesOf(colour: Palette): GlobalThemeOverrides {
  const ring = `0 0 0 2px ${colour['accent-soft']}`
  return {
    common: {
      fontFamily: FONT,
      fontFamilyMono: FONT_MONO,
      fontSize: '13px',
      fontSizeMini: '12px',
      fontSizeTiny: '12px',
      fontSizeSmall: '13px',
      fontSizeMedium: '13px',
      fontSizeLarge: '13px',
      fontSizeHuge: '13px',
      fontWeightStrong: '600',
      lineHeight: '1.5',
      heightTiny: '24px',
      heightSmall: '28px',
      heightMedium: '32px',
      heightLarge: '36px',
      borderRadius: '6px',
      borderRadiusSmall: '4px',
      cubicBezierEaseInOut: 'cubic-bezier(0.2, 0, 0, 1)',
      primaryColor: colour.accent,
      primaryColorHover: colour['accent-hover'],
      primaryColorPressed: colour['accent-pressed'],
      primaryColorSuppl: colour.accent,
      errorColor: colour['failed-strong'],
      errorColorHover: colour['failed-strong'],
      errorColorPressed: colour.failed,
      errorColorSuppl: colour['failed-strong'],
      bodyColor: colour.surface,
      cardColor: colour.surface,
      modalColor: colour.raised,
      popoverColor: colour.raised,
      tableColor: colour.surface,
      tableHeaderColor: colour.surface,
      tableColorHover: colour.hover,
      tableColorStriped: colour.hover,
      inputColor: colour.surface,
      inputColorDisabled: colour.sunken,
      hoverColor: colour.hover,
      tabColor: colour.sunken,
      codeColor: colour.sunken,
      actionColor: colour.sunken,
      tagColor: colour.sunken,
      borderColor: colour.border,
      dividerColor: colour.border,
      textColorBase: colour.text,
      textColor1: colour.text,
      textColor2: colour.text,
      textColor3: colour['text-3'],
      placeholderColor: colour['text-3'],
      iconColor: colour['text-3'],
      clearColor: colour['text-3'],
      closeIconColor: colour['text-2'],
    },
    Button: {
      fontWeight: '500',
      paddingMedium: '0 12px',
      paddingSmall: '0 10px',
      textColorPrimary: colour['on-accent'],
      textColorHoverPrimary: colour['on-accent'],
      textColorPressedPrimary: colour['on-accent'],
      textColorFocusPrimary: colour['on-accent'],
      textColorDisabledPrimary: colour['text-3'],
      textColorError: colour['on-accent'],
      textColorHoverError: colour['on-accent'],
      textColorPressedError: colour['on-accent'],
      textColorFocusError: colour['on-accent'],
      border: `1px solid ${colour['border-strong']}`,
      borderHover: `1px solid ${colour['text-3']}`,
      borderPressed: `1px solid ${colour['text-3']}`,
      // A click leaves no mark: the ring of base.css shows the keyboard's focus.
      borderFocus: `1px solid ${colour['border-strong']}`,
      colorFocusPrimary: colour.accent,
      borderFocusPrimary: `1px solid ${colour.accent}`,
      // Not yet possible is grey, not a pale accent that cannot be read on dark.
      opacityDisabled: '1',
      textColorDisabled: colour['text-3'],
      borderDisabled: `1px solid ${colour.border}`,
      colorDisabledPrimary: colour.hover,
      borderDisabledPrimary: `1px solid ${colour.border}`,
      colorDisabledError: colour.hover,
      borderDisabledError: `1px solid ${colour.border}`,
      textColorDisabledError: colour['text-3'],
      textColorTextDisabledPrimary: colour['text-3'],
      textColorHover: colour.text,
      textColorPressed: colour.text,
      textColorFocus: colour.text,
      textColorTextPrimary: colour['accent-text'],
      textColorTextHoverPrimary: colour['accent-text'],
      textColorTextPressedPrimary: colour['accent-text'],
      textColorTextFocusPrimary: colour['accent-text'],
      rippleDuration: '0s',
    },
    Input: {
      border: `1px solid ${colour['border-strong']}`,
      borderHover: `1px solid ${colour['text-3']}`,
      borderFocus: `1px solid ${colour.focus}`,
      boxShadowFocus: ring,
      borderError: `1px solid ${colour['failed-strong']}`,
      caretColor: colour.text,
      colorFocus: colour.surface,
    },
    InternalSelection: {
      border: `1px solid ${colour['border-strong']}`,
      borderHover: `1px solid ${colour['text-3']}`,
      borderActive: `1px solid ${colour.focus}`,
      borderFocus: `1px solid ${colour.focus}`,
      boxShadowActive: ring,
      boxShadowFocus: ring,
      colorActive: colour.surface,
      fontSizeMedium: '13px',
    },
    InternalSelectMenu: {
      optionHeightMedium: '32px',
      optionColorActive: colour['accent-soft'],
      optionTextColorActive: colour['accent-text'],
      optionCheckColor: colour['accent-text'],
    },
    Checkbox: { border: `1px solid ${colour['text-3']}`, color: colour.surface },
    Switch: { railColor: colour['border-strong'], railColorActive: colour.accent },
    Tabs: {
      tabGapMediumLine: '24px',
      tabPaddingMediumLine: '8px 0',
      tabTextColorLine: colour['text-2'],
      tabTextColorActiveLine: colour.text,
      tabTextColorHoverLine: colour.text,
      tabFontWeightActive: '500',
      barColor: colour.accent,
    },
    DataTable: {
      thPaddingMedium: '0 12px',
      tdPaddingMedium: '0 12px',
      thColor: colour.surface,
      thTextColor: colour['text-3'],
      thFontWeight: '500',
      tdColorHover: colour.hover,
      borderColor: colour.border,
      fontSizeMedium: '13px',
    },
    Drawer: { color: colour.surface, headerPadding: '16px 24px', bodyPadding: '16px 24px', titleFontSize: '20px' },
    Dialog: { titleFontSize: '13px', iconSize: '20px' },
    Tooltip: { color: colour.text, textColor: colour.surface, padding: '4px 8px' },
    Tag: { heightSmall: '20px', fontSizeSmall: '12px', padding: '0 6px' },
    Radio: {
      boxShadow: `inset 0 0 0 1px ${colour['text-3']}`,
      buttonHeightMedium: '32px',
      buttonColorActive: colour['accent-soft'],
      buttonTextColorActive: colour['accent-text'],
    },
    Skeleton: { color: colour.sunken, colorEnd: colour.hover },
    Tree: { nodeHeight: '32px' },
  }
}

export const themeOverrides = { light: overridesOf(palettes.light), dark: overridesOf(palettes.dark) } as const

/** Fields and buttons for somebody who stands at a desk and has never seen the console (J3). */
export const deskOverrides: GlobalThemeOverrides = {
  Input: { heightLarge: '52px', fontSizeLarge: '18px', paddingLarge: '0 16px' },
  Button: { heightLarge: '56px', fontSizeLarge: '18px', borderRadiusLarge: '10px' },
}

import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core'

const marine: MantineColorsTuple = [
  '#e3eff0',
  '#c6dfe2',
  '#a9ccd0',
  '#7fb3ba',
  '#4f97a1',
  '#2b7d89',
  '#13697a',
  '#0b5563',
  '#08434e',
  '#063239',
]
const stone: MantineColorsTuple = [
  '#fbfaf8',
  '#f5f3ef',
  '#e9e5de',
  '#d5d0c7',
  '#b5b0a6',
  '#8f897e',
  '#69645c',
  '#4f4b45',
  '#33302b',
  '#1d1b18',
]
const night: MantineColorsTuple = [
  '#efece6',
  '#bbb6ac',
  '#989388',
  '#7a756b',
  '#3d3b36',
  '#2a2926',
  '#242421',
  '#1b1b19',
  '#151514',
  '#11110f',
]

/** The house theme: one accent, warm neutrals, small radius. Colours themselves live in theme.css. */
export const theme = createTheme({
  primaryColor: 'marine',
  primaryShade: { light: 7, dark: 4 },
  colors: { marine, gray: stone, dark: night },
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  defaultRadius: 'sm',
  radius: { xs: '3px', sm: '6px', md: '8px', lg: '10px', xl: '14px' },
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.4' },
  headings: { fontFamily: 'var(--font)', fontWeight: '600' },
  shadows: { xs: 'var(--shadow-1)', sm: 'var(--shadow-1)', md: 'var(--shadow-2)', lg: 'var(--shadow-2)', xl: 'var(--shadow-3)' },
  respectReducedMotion: true,
  cursorType: 'pointer',
  focusRing: 'never',
  components: {
    Button: { defaultProps: { size: 'sm' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    Modal: {
      defaultProps: {
        closeButtonProps: { 'aria-label': 'Close' },
        radius: 'lg',
        centered: false,
        yOffset: '12vh',
        transitionProps: { duration: 120, transition: 'fade' },
      },
    },
    Drawer: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' }, transitionProps: { duration: 140 } } },
    Menu: { defaultProps: { shadow: 'md', radius: 'md', transitionProps: { duration: 80, transition: 'fade' } } },
    Popover: { defaultProps: { shadow: 'md', radius: 'md', transitionProps: { duration: 80, transition: 'fade' } } },
    Tooltip: { defaultProps: { openDelay: 350, transitionProps: { duration: 80 }, events: { hover: true, focus: true, touch: true } } },
    Tabs: { defaultProps: { keepMounted: false } },
  },
})

const shared = {
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-bright': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-3)',
  '--mantine-color-placeholder': 'var(--ink-3)',
  '--mantine-color-anchor': 'var(--accent-ink)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-disabled': 'var(--sunken)',
  '--mantine-color-disabled-color': 'var(--ink-3)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-filled-hover': 'var(--accent-hover)',
  '--mantine-primary-color-contrast': 'var(--on-accent)',
  '--mantine-primary-color-light': 'var(--accent-soft)',
  '--mantine-primary-color-light-hover': 'var(--accent-soft)',
  '--mantine-primary-color-light-color': 'var(--accent-ink)',
  '--mantine-color-marine-filled': 'var(--accent)',
  '--mantine-color-marine-filled-hover': 'var(--accent-hover)',
  '--mantine-color-marine-light': 'var(--accent-soft)',
  '--mantine-color-marine-light-color': 'var(--accent-ink)',
  '--mantine-color-marine-outline': 'var(--accent-ink)',
}

/** Points the UI library's own variables at ours, the same names in both schemes. */
export const houseVariables: CSSVariablesResolver = () => ({ variables: shared, light: shared, dark: shared })

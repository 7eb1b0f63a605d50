import { createTheme } from '@mantine/core'

/** What is behind a dialog stays readable: an operator goes on seeing the plant. */
export const SHADE = { backgroundOpacity: 0.35 }
const CLOSE = { 'aria-label': 'Close' }

/** Nothing locks the page's scrolling by writing a style tag, and nothing moves for show. Colours are in tokens.css. */
export const theme = createTheme({
  respectReducedMotion: true,
  defaultRadius: 2,
  cursorType: 'pointer',
  components: {
    Modal: {
      defaultProps: {
        lockScroll: false,
        overlayProps: SHADE,
        closeButtonProps: CLOSE,
        transitionProps: { duration: 0 },
      },
    },
    Drawer: {
      defaultProps: {
        lockScroll: false,
        overlayProps: SHADE,
        closeButtonProps: CLOSE,
        transitionProps: { duration: 0 },
      },
    },
    Menu: { defaultProps: { transitionProps: { duration: 0 } } },
    Popover: { defaultProps: { transitionProps: { duration: 0 } } },
    Tooltip: { defaultProps: { transitionProps: { duration: 0 }, openDelay: 300 } },
    Select: { defaultProps: { size: 'sm', allowDeselect: false } },
  },
})

/** A file of its own, so that only a dark window reads the dark looks of every component. */
export { darkTheme } from 'naive-ui'

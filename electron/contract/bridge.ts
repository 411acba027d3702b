/**
 * The words of the hand-over, for which nothing else is bridged: the preload makes a message channel for each page, sends
 * one end to main under CONNECT and gives the other to the page in a window message PORT. The contract is spoken on it.
 */
export const CONNECT = 'usher:connect'
export const PORT = 'usher:port'

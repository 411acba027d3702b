import type { Appearance, Command } from '../contract/vocabulary'
import type { Locale } from '../core/domain/vocabulary'

type MenuWord =
  | Command
  | Appearance
  | 'console'
  | 'edit'
  | 'go'
  | 'view'
  | 'window'
  | 'about'
  | 'hide'
  | 'hideOthers'
  | 'quit'
  | 'lock'
  | 'signOut'
  | 'undo'
  | 'redo'
  | 'cut'
  | 'copy'
  | 'paste'
  | 'selectAll'
  | 'language'
  | 'appearance'
  | 'actualSize'
  | 'zoomIn'
  | 'zoomOut'
  | 'fullScreen'
export type MenuTexts = Readonly<Record<MenuWord, string>>

/** Each language in its own words, so that whoever is lost finds the way back. */
export const LANGUAGE_NAMES: Readonly<Record<Locale, string>> = { en: 'English', ru: 'Русский' }

/** The native menu; the names of screens and commands are those of the window. */
export const MENU_TEXTS: Readonly<Record<Locale, MenuTexts>> = {
  en: {
    console: 'Console',
    edit: 'Edit',
    go: 'Go',
    view: 'View',
    window: 'Window',
    about: 'About Usher',
    hide: 'Hide Usher',
    hideOthers: 'Hide others',
    quit: 'Quit',
    invite: 'Invite people',
    search: 'Search people and commands',
    kiosk: 'At the desk',
    lock: 'Lock',
    signOut: 'Sign out',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select all',
    overview: 'Overview',
    today: 'Today',
    employees: 'Employees',
    structure: 'Company structure',
    workgroups: 'Workgroups',
    messages: 'Messages',
    sheets: 'Sheets',
    activity: 'Activity',
    settings: 'Settings',
    language: 'Language',
    appearance: 'Appearance',
    system: 'Like the system',
    light: 'Light',
    dark: 'Dark',
    actualSize: 'Actual size',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    fullScreen: 'Full screen',
  },
  ru: {
    console: 'Консоль',
    edit: 'Правка',
    go: 'Переход',
    view: 'Вид',
    window: 'Окно',
    about: 'О программе Usher',
    hide: 'Скрыть Usher',
    hideOthers: 'Скрыть остальные',
    quit: 'Выйти',
    invite: 'Пригласить людей',
    search: 'Поиск людей, отделов и действий',
    kiosk: 'Открыть киоск',
    lock: 'Заблокировать',
    signOut: 'Выйти из учётной записи',
    undo: 'Отменить',
    redo: 'Повторить',
    cut: 'Вырезать',
    copy: 'Копировать',
    paste: 'Вставить',
    selectAll: 'Выделить всё',
    overview: 'Обзор',
    today: 'Сегодня',
    employees: 'Сотрудники',
    structure: 'Структура компании',
    workgroups: 'Рабочие группы',
    messages: 'Сообщения',
    sheets: 'Листы',
    activity: 'События',
    settings: 'Настройки',
    language: 'Язык',
    appearance: 'Оформление',
    system: 'Как в системе',
    light: 'Светлое',
    dark: 'Тёмное',
    actualSize: 'Исходный размер',
    zoomIn: 'Увеличить',
    zoomOut: 'Уменьшить',
    fullScreen: 'Во весь экран',
  },
}

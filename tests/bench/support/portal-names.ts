import { foldName } from '../../../electron/core/domain/names'
import type { Seeded } from '../../../electron/core/sample/seeded'

type List = readonly [string, ...string[]]

const list = (text: string): List => {
  const [first = '', ...others] = text.trim().split(/\s+/u)
  return [first, ...others]
}

const ENGLISH =
  list(`Adam Agnes Alice Andrew Anna Barbara Brian Carol Cecil Clara Colin Diana Edgar Ellen Emma Eric Fiona
  Frank George Gloria Harold Helen Hugo Irene Ivan James Joan Karen Keith Laura Leonard Linda Louis Maria Martin Nina
  Norman Olive Oscar Paula Peter Rita Robert Sandra Simon Teresa Thomas Ursula Victor Wendy`)
const RUSSIAN =
  list(`Александр Алексей Анатолий Андрей Антон Артём Борис Вадим Виктор Владимир Геннадий Глеб Денис Дмитрий
  Евгений Егор Иван Игорь Илья Кирилл Константин Лев Леонид Максим Михаил Никита Николай Олег Павел Пётр Роман Семён
  Сергей Степан Тимур Фёдор Юрий Ярослав`)
const ENGLISH_PARTS = list('Ash Bel Brook Cald Dun El Fair Glen Hart Hol Kirk Lang Mar Nor Oak Pem Red Shel Thorn Wes')
const ENGLISH_ENDS = list(
  'ford ham ley man mont more ridge son stead ton wick wood worth ing by brook field gate hurst combe',
)
const RUSSIAN_PARTS = list('Бар Вор Гор Дан Ер Жур Зах Кал Кон Лаз Мак Мел Ник Пан Род Сав Сел Тар Фил Черн')
const RUSSIAN_ENDS = list('анов енков ибов иков ильев инов ишев кин лин ников оев олов онов оркин остин осов ушев якин')
const POSITIONS = list(`Accountant Analyst Assistant Buyer Cashier Chemist Clerk Consultant Designer Developer Director
  Driver Editor Electrician Engineer Foreman Lawyer Logistician Machinist Manager Mechanic Nurse Operator Planner
  Recruiter Secretary Specialist Tester Translator Welder`)
const BRANCHES =
  list(`Accounts Assembly Audit Benefits Catering Claims Coatings Contracts Dispatch Documents Exports Fleet
  Foundry Fundraising Imports Laboratory Leasing Maintenance Marketing Metrology Nursing Optics Packaging Payroll
  Planning Procurement Projects Quality Reception Research Safety Sales Security Stores Studios Support Taxes Tooling
  Training Transport Treasury Warehouse`)

export interface MadeName {
  readonly firstName: string
  readonly lastName: string
  readonly name: string
  /** Folded, as the store keeps it. */
  readonly sortName: string
  readonly locale: 'en' | 'ru'
}

/** Somebody's name, three in ten Russian; about 20,000 first and last names together are met again and again. */
export function makeName(numbers: Seeded): MadeName {
  const russian = numbers.chance(30)
  const firstName = numbers.pick(russian ? RUSSIAN : ENGLISH)
  const lastName = russian
    ? numbers.pick(RUSSIAN_PARTS) + numbers.pick(RUSSIAN_ENDS)
    : numbers.pick(ENGLISH_PARTS) + numbers.pick(ENGLISH_ENDS)
  const name = `${firstName} ${lastName}`
  return { firstName, lastName, name, sortName: foldName(name), locale: russian ? 'ru' : 'en' }
}

export function makePosition(numbers: Seeded): string {
  return numbers.chance(85) ? numbers.pick(POSITIONS) : ''
}

/** Unlike any other department's: the number is in it. */
export function makeDepartmentName(numbers: Seeded, number: number): string {
  return `${numbers.pick(BRANCHES)} ${number}`
}

import type { Locale } from '../domain/vocabulary'
import type { Seeded } from './seeded'

type List = readonly [string, ...string[]]

const ENGLISH_FIRST = list(
  `Alice Amelia Arthur Beatrice Benjamin Caroline Charles Charlotte Clara Daniel David Edith Edward Eleanor Emily
  Emma Florence Frances Frederick George Grace Hannah Harriet Harry Helen Henry Hugh Isabel Jack James Jane Jasper
  Joanna John Joseph Julia Laura Leo Lucy Margaret Martin Matthew Michael Nathan Nora Oliver Oscar Patrick Paul Peter
  Philip Rachel Rebecca Robert Rosalind Ruth Samuel Sarah Simon Sophie Stella Theodore Thomas Victoria Walter William`,
)
const ENGLISH_LAST = list(
  `Abbott Archer Ashdown Atwood Bailey Barlow Barrett Bennett Blackwood Bradshaw Brennan Brooks Burton Calloway Carver
  Chandler Clarke Coleman Conway Crawford Dalton Doyle Drummond Ellison Fairfax Fletcher Foster Garrick Gilmore Goddard
  Granger Halden Harding Hargrove Hawthorne Hayes Holloway Hughes Irving Jarvis Kendall Langley Lockwood Mercer Merrick
  Norwood Oakley Palmer Pemberton Prescott Quinn Radcliffe Ramsay Redfern Rowland Sheridan Sinclair Somerset Stanhope
  Sutton Thornton Underwood Vaughan Wakefield Weston Whitaker Winslow Yardley`,
)
const RUSSIAN_WOMEN = list(
  `Александра Алина Алёна Анастасия Анна Валентина Вера Вероника Виктория Галина Дарья Евгения Екатерина Елена
  Елизавета Зоя Инна Ирина Ксения Лариса Лидия Людмила Марина Мария Надежда Наталья Нина Ольга Полина Светлана София
  Таисия Татьяна Ульяна Юлия Яна`,
)
const RUSSIAN_MEN = list(
  `Александр Алексей Анатолий Андрей Антон Арсений Артём Борис Вадим Валерий Василий Виктор Владимир Вячеслав Геннадий
  Георгий Глеб Григорий Даниил Денис Дмитрий Евгений Егор Иван Игорь Илья Кирилл Константин Лев Леонид Максим Михаил
  Никита Николай Олег Павел Пётр Роман Сергей Степан Тимур Фёдор Юрий Ярослав`,
)
/** Surnames of men; those of women end in -а. */
const RUSSIAN_LAST = list(
  `Абрамов Акимов Андреев Баранов Беляев Богданов Быков Васильев Виноградов Воробьёв Гончаров Горшков Громов Давыдов
  Денисов Егоров Ершов Журавлёв Зайцев Зимин Иванов Ильин Калинин Киселёв Ковалёв Колесов Комаров Крылов Кузнецов
  Лазарев Лебедев Логинов Макаров Медведев Мельников Миронов Морозов Назаров Никитин Носков Орлов Осипов Павлов Панов
  Поляков Прохоров Родионов Савельев Селезнёв Семёнов Сидоров Соколов Соловьёв Сорокин Степанов Тарасов Тихонов Третьяков
  Ушаков Федотов Филатов Фомин Фролов Чернов Шестаков Щербаков Юдин Яковлев`,
)

function list(text: string): List {
  const [first = '', ...others] = text.split(/\s+/u)
  return [first, ...others]
}

export interface SampleName {
  readonly firstName: string
  readonly lastName: string
  readonly locale: Locale
  /** first.last in Latin letters. */
  readonly login: string
}

/** Draws names, none of them twice: somewhat more than half English, the others Russian. */
export function nameDrawer(numbers: Seeded): () => SampleName {
  const drawn = new Set<string>()
  function draw(): SampleName {
    const name = numbers.chance(56) ? english(numbers) : russian(numbers)
    if (drawn.has(name.login)) return draw()
    drawn.add(name.login)
    return name
  }
  return draw
}

function english(numbers: Seeded): SampleName {
  return named(numbers.pick(ENGLISH_FIRST), numbers.pick(ENGLISH_LAST), 'en')
}

function russian(numbers: Seeded): SampleName {
  const last = numbers.pick(RUSSIAN_LAST)
  return numbers.chance(50)
    ? named(numbers.pick(RUSSIAN_WOMEN), `${last}а`, 'ru')
    : named(numbers.pick(RUSSIAN_MEN), last, 'ru')
}

function named(firstName: string, lastName: string, locale: Locale): SampleName {
  return { firstName, lastName, locale, login: `${latin(firstName)}.${latin(lastName)}` }
}

const LATIN: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'а:a б:b в:v г:g д:d е:e ё:yo ж:zh з:z и:i й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:kh ц:ts ч:ch ш:sh',
    'щ:shch ъ: ы:y ь: э:e ю:yu я:ya',
  ]
    .join(' ')
    .split(' ')
    .map((pair) => pair.split(':')),
)

function latin(name: string): string {
  return [...name.toLowerCase()].map((letter) => LATIN[letter] ?? letter).join('')
}

import type { ImportField } from '../domain/vocabulary'

/** Titles of columns in both languages, as `headerKey` writes them: letters and digits alone, lower case, е for ё. */
const TITLES: Readonly<Record<ImportField, string>> = {
  firstName: `firstname givenname forename first fname имя имясотрудника имяработника имяконтакта`,
  middleName: `middlename additionalname secondname middle patronymic отчество второеимя`,
  lastName: `lastname surname familyname last lname фамилия фамилиясотрудника фамилияработника`,
  fullName: `name fullname displayname employeename employee person contactname contact persona
    фио фамилияимяотчество фамилияимя имяфамилия фамилияиимя имяифамилия полноеимя отображаемоеимя сотрудник работник
    контакт фиосотрудника фиополностью фиоработника выводимоеимя`,
  email: `email emailaddress emailaddresses emails mail mailaddress workemail workemailaddress businessemail companyemail
    corporateemail primaryemail useremail officialemail emailwork loginemail
    userprincipalname upn inviteeemail otheremail privateemail personalemail
    почта эпочта элпочта электроннаяпочта адресэлектроннойпочты адресэлпочты адресэпочты адреспочты электронныйадрес
    емейл емэйл имейл мейл мэйл рабочаяпочта корпоративнаяпочта личнаяпочта emailадрес адресemail основнаяпочта
    рабочийemail корпоративныйemail личныйemail`,
  phone: `phone phonenumber phones telephone telephonenumber tel mobile mobilephone mobilenumber mobilephonenumber cell
    cellphone cellular workphone worktelephone workmobile businessphone businessphone2 officephone homephone homephone2
    hometelephone primaryphone otherphone phonework phonemobile phonehome contactphone
    телефон телефоны номертелефона тел мобильный мобильныйтелефон мобильныйномер мобтелефон мобтел мобильныйтел сотовый
    сотовыйтелефон телефонпереносной рабочийтелефон рабочиймобильный телефонраб телефонраб2 раб телрабочий телефонрабочий
    телефонмобильный телефонсотовый домашнийтелефон телефондом телефондом2 основнойтелефон другойтелефон
    контактныйтелефон личныйтелефон служебныйтелефон номермобильноготелефона`,
  position: `position jobtitle title employeetitle job designation post jobposition organizationtitle
    organization1title должность позиция названиедолжности наименованиедолжности штатнаядолжность`,
  department: `department departmentname dept division unit departments organizationdepartment organization1department
    businessunit отдел подразделение департамент отделы подразделения структурноеподразделение названиеотдела
    названиеподразделения наименованиеподразделения`,
  departmentPath: `orgunitpath departmentpath orgunit organizationalunit organizationalunitpath
    путьподразделения путькподразделению путь`,
  workgroups: `labels label groupmembership groups group workgroups workgroup categories tags teams team
    рабочиегруппы рабочаягруппа группы группа метки ярлыки категории теги команда команды`,
  status: `status accountenabled accountstatus employeestatus userstatus active enabled isactive invitationstate
    externaluserstate
    статус состояние активен статуссотрудника учетнаязаписьвключена`,
}

const FIELD_OF: ReadonlyMap<string, ImportField> = new Map(
  Object.entries(TITLES).flatMap(([field, titles]) =>
    titles.split(/\s+/u).map((title): [string, ImportField] => [title, field as ImportField]),
  ),
)

/** `E-mail 2 Address`, `E-mail 1 - Value`, `Адрес 2 эл. почты`, `Phone 3 - Value`, `Телефон 2`. */
const NUMBERED: readonly (readonly [RegExp, ImportField])[] = [
  [/^(?:email|mail)\d{1,2}(?:address|value)?$/u, 'email'],
  [/^адрес\d{1,2}элпочты$/u, 'email'],
  [/^(?:почта|эпочта|элпочта|электроннаяпочта)\d{1,2}(?:значение)?$/u, 'email'],
  [/^(?:phone|telephone|tel|mobile|mobilephone)\d{1,2}(?:value)?$/u, 'phone'],
  [/^(?:телефон|тел|мобильный|мобильныйтелефон)\d{1,2}(?:значение)?$/u, 'phone'],
]

/**
 * A title without what programs write around it: `[Required]`, case, spaces, punctuation. Of a title with a property
 * in brackets, as the templates of Entra have them, the property.
 */
export function headerKey(title: string): string {
  const property = /\[(?<property>[a-z]\w*)\]/u.exec(title)?.groups?.['property']
  const words = property ?? title.replaceAll(/\[[^\]]*\]|\((?:required|optional|обязательно|необязательно)\)/giu, '')
  return words
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '')
}

/** What a column with this title holds; null: nothing that is imported. */
export function fieldOfTitle(title: string): ImportField | null {
  if (title.length > 200) return null
  const key = headerKey(title)
  return FIELD_OF.get(key) ?? NUMBERED.find(([pattern]) => pattern.test(key))?.[1] ?? null
}

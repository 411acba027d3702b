import type { SearchHit } from '../../contract/activity'
import { can } from '../domain/access'
import { foldName } from '../domain/names'
import { searchWords } from '../domain/search-words'
import { readDepartmentNames } from '../store/departments'
import { readPeoplePage } from '../store/people-page'
import type { Reader } from '../store/store'
import { listWorkgroups } from '../store/workgroups'
import type { Actor } from './ports'
import type { ServiceContext } from './service-context'
import type { ServiceOf } from './service-types'
import { inSlices } from './slices'
import { seesStructure } from './structure/structure-access'

const MOST_PEOPLE = 8
const MOST_OTHERS = 5

/** The palette: the first few people, departments and workgroups that the operator may see (A2, D2). */
export function createSearchService(context: ServiceContext): ServiceOf<'search'> {
  const { reader } = context.store
  return {
    async find(actor, { text }) {
      const words = searchWords(text)
      if (words.length === 0) return []
      return [
        ...(await findPeople(reader, actor, words)),
        ...((await seesStructure(reader, actor)) ? await findDepartments(reader, words) : []),
        ...(await findWorkgroups(reader, actor, words)),
      ]
    },
  }
}

async function findPeople(reader: Reader, actor: Actor, words: readonly string[]): Promise<readonly SearchHit[]> {
  const found = await readPeoplePage(reader, {
    filter: 'all',
    words,
    departmentId: null,
    seenBy: can(actor, 'people.see-all') ? null : actor.personId,
    sort: 'name',
    descending: false,
    after: null,
    limit: MOST_PEOPLE,
  })
  return found.map(({ person }) => ({
    kind: 'person',
    id: person.id,
    name: person.name,
    detail: person.email ?? person.phone ?? '',
  }))
}

/** By name; their detail is the department above. */
async function findDepartments(reader: Reader, words: readonly string[]): Promise<readonly SearchHit[]> {
  const departments = await readDepartmentNames(reader)
  const found: (typeof departments)[number][] = []
  await inSlices(departments, (each) => {
    if (matches(each.name, words)) found.push(each)
  })
  return found
    .toSorted((one, other) => one.name.localeCompare(other.name))
    .slice(0, MOST_OTHERS)
    .map(({ id, name, parent_id }) => ({
      kind: 'department',
      id,
      name,
      detail: departments.find((each) => each.id === parent_id)?.name ?? '',
    }))
}

async function findWorkgroups(reader: Reader, actor: Actor, words: readonly string[]): Promise<readonly SearchHit[]> {
  const groups = await listWorkgroups(reader, can(actor, 'people.see-all') ? null : actor.personId)
  return groups
    .filter((group) => matches(group.name, words))
    .slice(0, MOST_OTHERS)
    .map((group) => ({ kind: 'workgroup', id: group.id, name: group.name, detail: group.description }))
}

function matches(name: string, words: readonly string[]): boolean {
  const folded = foldName(name)
  return words.every((word) => folded.includes(word))
}

import type { Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { RefusalData } from '../../../electron/contract/base'
import type { DepartmentNode } from '../../../electron/contract/structure'
import { useConfirm } from '../../composables/use-confirm'
import { useToast } from '../../composables/use-toast'
import { portal, refusalOf } from '../../portal'
import { childrenOf, type DepartmentTree, type Placement, stepPlacement } from './department-tree'
import type { CarriedPerson } from './use-carrying'

/** The tree on the screen, as far as what is done to departments concerns it. */
interface ShownTree {
  readonly tree: Readonly<Ref<DepartmentTree>>
  readonly chosenId: Ref<string | null>
  /** Chooses a department and opens whatever stands above it. */
  choose(id: string): void
  /** Brings a department into view, whichever is chosen. */
  show(id: string): void
  reload(): Promise<unknown>
  /** Says what was done, with the way back. */
  say(text: string): Promise<void>
}

/**
 * What may be done with departments (D1). The core checks every right and every act again; a refusal is said with its
 * reason.
 */
export function useDepartmentActs({ tree, chosenId, choose, show, reload, say }: ShownTree) {
  const { t, n, locale } = useI18n()
  const confirm = useConfirm()
  const toast = useToast()

  /** Gives the new name; resolves with the refusal, or null when it is done. */
  async function rename(id: string, name: string): Promise<RefusalData | null> {
    try {
      const before = tree.value.byId.get(id)?.name ?? ''
      await portal.structure.rename({ id, name })
      await reload()
      if (name.trim() !== before) void say(t('structure.said.renamed', { before, name: name.trim() }))
      return null
    } catch (error) {
      return refusalOf(error)
    }
  }

  /** Shows a department that was just added; the one above it stays chosen, so that the next one comes beside it. */
  async function added(id: string, name: string, parent: DepartmentNode): Promise<void> {
    await reload()
    choose(parent.id)
    show(id)
    void say(t('structure.said.added', { name, parent: parent.name }))
  }

  /** Says that the heads of a department were set. */
  async function headsSet(id: string): Promise<void> {
    await say(t('structure.said.headsSet', { name: tree.value.byId.get(id)?.name ?? '' }))
  }

  /** Does it, asks for the tree again, and says why when it was refused; false: it was not done. */
  async function attempt(work: () => Promise<unknown>): Promise<boolean> {
    try {
      const done = await work()
      await reload()
      return done !== false
    } catch (error) {
      toast.refuse(refusalOf(error))
      return false
    }
  }

  async function move(id: string, placement: Placement): Promise<boolean> {
    const node = tree.value.byId.get(id)
    const parent = tree.value.byId.get(placement.parentId)
    if (!node || !parent) return false
    const done = await attempt(() => portal.structure.move({ id, ...placement }))
    if (!done) return false
    choose(id)
    if (node.parentId !== parent.id) {
      void say(t('structure.said.moved', { name: node.name, parent: parent.name }))
    }
    return true
  }

  async function step(id: string, by: -1 | 1): Promise<void> {
    const placement = stepPlacement(tree.value, id, by)
    if (placement) await move(id, placement)
  }

  /** Asks first, saying who goes where (D1). */
  async function remove(id: string): Promise<void> {
    const node = tree.value.byId.get(id)
    const parent = node?.parentId ? tree.value.byId.get(node.parentId) : undefined
    if (!node || !parent) return
    const what = whoAndWhat(node.people, childrenOf(tree.value, id).length)
    const words = { name: node.name, parent: parent.name, what }
    const goAhead = await confirm({
      title: t('structure.ask.removeTitle', words),
      text: t(what === '' ? 'structure.ask.removeEmpty' : 'structure.ask.removeText', words),
      confirm: t('structure.remove'),
      destructive: true,
    })
    if (!goAhead) return
    await attempt(async () => {
      const moved = await portal.structure.remove({ id })
      chosenId.value = parent.id
      const taken = whoAndWhat(moved.movedPeople, moved.movedDepartments)
      const key = taken === '' ? 'structure.said.removedEmpty' : 'structure.said.removed'
      void say(t(key, { ...words, what: taken }))
    })
  }

  /** What merging means, said before it is done. */
  function mergeWords(node: DepartmentNode, into: string): string {
    const what = whoAndWhat(node.people, childrenOf(tree.value, node.id).length)
    return t(what === '' ? 'structure.ask.mergeEmpty' : 'structure.ask.mergeText', { name: node.name, into, what })
  }

  async function merge(id: string, intoId: string): Promise<boolean> {
    const node = tree.value.byId.get(id)
    const into = tree.value.byId.get(intoId)
    if (!node || !into) return false
    return await attempt(async () => {
      const moved = await portal.structure.merge({ id, intoId })
      choose(intoId)
      const what = whoAndWhat(moved.movedPeople, moved.movedDepartments)
      const key = what === '' ? 'structure.said.mergedEmpty' : 'structure.said.merged'
      void say(t(key, { name: node.name, into: into.name, what }))
    })
  }

  /** Puts somebody who was dragged from the pane into another department instead of the one they were dragged from. */
  async function movePerson({ person, fromId }: CarriedPerson, toId: string): Promise<void> {
    const to = tree.value.byId.get(toId)
    const before = [fromId, ...person.elsewhere.map((each) => each.id)]
    const after = before.map((id) => (id === fromId ? toId : id))
    if (!to) return
    const change = async (departmentIds: readonly string[]): Promise<boolean> =>
      await attempt(async () => {
        const { refused } = await portal.people.changeDepartments({
          ids: [person.id],
          departmentIds: [...departmentIds],
        })
        if (refused[0]) toast.refuse(refused[0].refusal)
        return refused.length === 0
      })
    if (!(await change(after))) return
    const back = { label: t('common.undo'), run: () => void change(before) }
    toast.say(t('structure.said.personMoved', { name: person.name, department: to.name }), back)
  }

  /** “9 people and 1 sub-department”; empty when there is neither. */
  function whoAndWhat(people: number, departments: number): string {
    const parts = [
      people > 0 ? t('structure.peopleCount', { n: n(people) }, people) : '',
      departments > 0 ? t('structure.departmentCount', { n: n(departments) }, departments) : '',
    ]
    return new Intl.ListFormat(locale.value).format(parts.filter((part) => part !== ''))
  }

  return { rename, added, headsSet, move, step, remove, merge, mergeWords, movePerson }
}

import { computed, ref, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import type { RefusalData } from '../../../electron/contract/base'
import { useConfirm } from '../../composables/use-confirm'
import { useLoaded } from '../../composables/use-loaded'
import { useToast } from '../../composables/use-toast'
import { portal, refusalOf } from '../../portal'
import {
  ancestorsOf,
  buildTree,
  childrenOf,
  findTyped,
  type Placement,
  stepPlacement,
  visibleRows,
} from './department-tree'

/** Which departments are open when the screen is first shown: as many levels as fit a glance. */
const OPEN_AT_FIRST = 60

/**
 * The company structure on the screen: what is open, which department is chosen, and what may be done with it (D1). The
 * core checks every right and every move again; a refusal is said with its reason.
 */
export function useDepartments() {
  const { t, n, locale } = useI18n()
  const confirm = useConfirm()
  const toast = useToast()
  const { data, refusal, reload } = useLoaded(() => portal.structure.tree(), ['structure', 'people'])
  const tree = computed(() => buildTree(data.value ?? []))
  const root = computed(() => childrenOf(tree.value, null)[0] ?? null)
  const expanded = shallowRef<ReadonlySet<string>>(new Set())
  const rows = computed(() => visibleRows(tree.value, expanded.value))
  const chosenId = ref<string | null>(null)
  const chosen = computed(() => (chosenId.value === null ? null : (tree.value.byId.get(chosenId.value) ?? null)))
  let opened = false

  watch(tree, (now, before) => {
    if (now.all.length === 0) return
    if (!opened) openFirstLevels()
    if (chosenId.value === null || !now.byId.has(chosenId.value)) {
      const parentId = chosenId.value === null ? null : (before.byId.get(chosenId.value)?.parentId ?? null)
      chosenId.value = parentId !== null && now.byId.has(parentId) ? parentId : (root.value?.id ?? null)
    }
  })

  function openFirstLevels(): void {
    opened = true
    const open = new Set<string>()
    let level = childrenOf(tree.value, null)
    let shown = level.length
    while (level.length > 0) {
      const next = level.flatMap((node) => childrenOf(tree.value, node.id))
      shown += next.length
      if (shown > OPEN_AT_FIRST && open.size > 0) break
      for (const node of level) open.add(node.id)
      level = next
    }
    expanded.value = open
  }

  function setExpanded(id: string, open: boolean): void {
    if (expanded.value.has(id) === open) return
    const next = new Set(expanded.value)
    if (open) next.add(id)
    else next.delete(id)
    expanded.value = next
  }

  /** Chooses a department and opens whatever stands above it, so that it can be seen. */
  function choose(id: string): void {
    chosenId.value = id
    const closed = ancestorsOf(tree.value, id).filter((node) => !expanded.value.has(node.id))
    if (closed.length > 0) expanded.value = new Set([...expanded.value, ...closed.map((node) => node.id)])
  }

  /** Chooses the next department that fits what was typed; false when there is none. */
  function find(typed: string, again: boolean, match: 'start' | 'anywhere'): boolean {
    const found = findTyped(tree.value, typed, chosenId.value, again, match)
    if (found) choose(found.id)
    return found !== null
  }

  /** Gives the new name; resolves with the refusal, or null when it is done. */
  async function rename(id: string, name: string): Promise<RefusalData | null> {
    try {
      await portal.structure.rename({ id, name })
      await reload()
      return null
    } catch (error) {
      return refusalOf(error)
    }
  }

  /** Shows a department that was just added. */
  async function added(id: string): Promise<void> {
    await reload()
    choose(id)
  }

  /** Does it, asks for the tree again, and says why when it was refused. */
  async function attempt(work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work()
      await reload()
      return true
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
    if (node.parentId !== parent.id) toast.say(t('structure.said.moved', { name: node.name, parent: parent.name }))
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
      toast.say(t(key, { ...words, what: taken }))
    })
  }

  /** “9 people and 1 sub-department”; empty when there is neither. */
  function whoAndWhat(people: number, departments: number): string {
    const parts = [
      people > 0 ? t('structure.peopleCount', { n: n(people) }, people) : '',
      departments > 0 ? t('structure.departmentCount', { n: n(departments) }, departments) : '',
    ]
    return new Intl.ListFormat(locale.value).format(parts.filter((part) => part !== ''))
  }

  return {
    data,
    refusal,
    reload,
    tree,
    root,
    rows,
    chosenId,
    chosen,
    setExpanded,
    choose,
    find,
    move,
    step,
    remove,
    rename,
    added,
  }
}

export type Departments = ReturnType<typeof useDepartments>

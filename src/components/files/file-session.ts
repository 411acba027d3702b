import { computed, ref, shallowRef, type UnwrapNestedRefs, watch } from 'vue'
import type { RefusalData } from '../../../electron/contract/base'
import type { ImportReading } from '../../../electron/contract/file-sessions'
import type { ImportDelimiter, ImportEncoding, ImportField } from '../../../electron/contract/vocabulary'
import { onOtherOperator } from '../../composables/on-other-operator'
import { type Portal, refusalOf } from '../../portal'
import { piecesOf } from './file-pieces'

/** Where the operator is: choosing a file, its columns, what is to become of it, looking through it, the end. */
export type Stage = 'file' | 'columns' | 'options' | 'review' | 'run'

/** What the operator set by hand; null: as recognised (D4). */
export interface ByHand {
  readonly encoding: ImportEncoding | null
  readonly delimiter: ImportDelimiter | null
  readonly hasHeader: boolean | null
  readonly sheet: string | null
  readonly mapping: readonly (ImportField | null)[] | null
}
const AS_RECOGNISED: ByHand = { encoding: null, delimiter: null, hasHeader: null, sheet: null, mapping: null }

/** What a reloaded window needs to find its work again; the work itself is in the main process. */
export interface Kept {
  readonly id: string
  readonly stage: Stage
  readonly fileName: string
  readonly rows: number
  readonly byHand: ByHand
}

/** The file could not be opened on the disk: moved, a folder, or no right to read it. */
const NOT_OPENED: RefusalData = { code: 'IMPORT_UNREADABLE', params: { reason: 'not-opened' }, fields: [] }

/** What a file is handed over to: an import, or a bulk invitation. */
export type FileGroup = Pick<Portal['imports'], 'open' | 'put' | 'read' | 'configure' | 'close'>

/**
 * A file on its way into the portal (D4, Z5, S6): handed over to `group` in pieces, understood, and understood anew with
 * what is set by hand. It outlives the screen; `onForget` is called when it ends. `name` tells its kinds apart.
 */
export function fileSession(group: FileGroup, name: string, onForget: () => void) {
  const id = ref<string | null>(null)
  const stage = ref<Stage>('file')
  const fileName = ref('')
  /** A list being typed or pasted instead of a file; it stays until what was made of it is done. */
  const pasted = ref('')
  /** Rows as last known; the reading itself is gone after a reload until it is asked for. */
  const rows = ref(0)
  const reading = shallowRef<ImportReading | null>(null)
  const byHand = shallowRef<ByHand>(AS_RECOGNISED)
  /** Bytes handed over, while a file is on its way. */
  const upload = shallowRef<{ readonly done: number; readonly total: number } | null>(null)
  const rereading = ref(false)
  const refusal = shallowRef<RefusalData | null>(null)
  /** Counts the files and changes so far: an answer for an older one is thrown away. */
  let turn = 0

  function forget(): void {
    turn += 1
    const ended = id.value
    if (ended !== null) group.close({ id: ended }).catch(() => {})
    id.value = null
    stage.value = 'file'
    fileName.value = ''
    rows.value = 0
    reading.value = null
    byHand.value = AS_RECOGNISED
    upload.value = null
    rereading.value = false
    refusal.value = null
    onForget()
  }

  function understood(answer: ImportReading): void {
    reading.value = answer
    rows.value = answer.rows
    fileName.value = answer.fileName
  }

  /** Begins anew under `title`; `open` says what was read, or null where nobody waits for it any more. */
  async function begin(
    title: string,
    size: number,
    open: (current: () => boolean) => Promise<ImportReading | null>,
  ): Promise<void> {
    forget()
    const mine = turn
    const current = (): boolean => mine === turn
    fileName.value = title
    upload.value = { done: 0, total: size }
    try {
      const answer = await open(current)
      if (!answer) return
      if (!current()) {
        await group.close({ id: answer.id })
        return
      }
      id.value = answer.id
      understood(answer)
      stage.value = 'columns'
      upload.value = null
    } catch (error) {
      if (!current()) return
      const why = error instanceof DOMException ? NOT_OPENED : refusalOf(error)
      forget()
      fileName.value = title
      refusal.value = why
    }
  }

  /** Hands a file over and has it read; the one before is forgotten. */
  function take(file: File): Promise<void> {
    return begin(file.name, file.size, async (current) => {
      const { id: opened } = await group.open({ fileName: file.name, size: file.size })
      if (!current()) {
        await group.close({ id: opened })
        return null
      }
      id.value = opened
      for await (const { offset, data, end } of piecesOf(file)) {
        if (!current()) return null
        await group.put({ id: opened, offset, data })
        if (current()) upload.value = { done: end, total: file.size }
      }
      return current() ? await group.read({ id: opened }) : null
    })
  }

  /** Takes what is handed over at once, such as pasted text. */
  function takeRead(title: string, read: () => Promise<ImportReading>): Promise<void> {
    return begin(title, 0, read)
  }

  /** Understands the file anew. What the portal refuses changes nothing. */
  async function configure(change: Partial<ByHand>): Promise<void> {
    const session = id.value
    if (session === null) return
    const mine = ++turn
    const next = { ...byHand.value, ...change }
    rereading.value = true
    try {
      const answer = await group.configure({
        ...next,
        id: session,
        mapping: next.mapping && [...next.mapping],
      })
      if (mine !== turn) return
      byHand.value = next
      understood(answer)
      refusal.value = null
    } catch (error) {
      if (mine === turn) refusal.value = refusalOf(error)
    } finally {
      if (mine === turn) rereading.value = false
    }
  }

  /** Takes a column for something else; null: not imported. */
  function map(column: number, field: ImportField | null): Promise<void> {
    const mapping = (reading.value?.columns ?? []).map((each) => (each.index === column ? field : each.field))
    return configure({ mapping })
  }

  /** Goes back to an earlier stage, asking for the reading again where a reload lost it. */
  async function back(to: Stage): Promise<void> {
    refusal.value = null
    if (to === 'columns' && reading.value === null) await configure({})
    stage.value = to
  }

  const place = `usher.${name}`
  const kept = computed<Kept | null>(() =>
    id.value === null || stage.value === 'file'
      ? null
      : { id: id.value, stage: stage.value, fileName: fileName.value, rows: rows.value, byHand: byHand.value },
  )
  watch(kept, (now) => {
    if (now) sessionStorage.setItem(place, JSON.stringify(now))
    else sessionStorage.removeItem(place)
  })

  /** What the window had in hand before it was reloaded; null: nothing. */
  function resume(): Stage | null {
    const text = sessionStorage.getItem(place)
    if (text === null || id.value !== null) return null
    const found = JSON.parse(text) as Kept
    id.value = found.id
    fileName.value = found.fileName
    rows.value = found.rows
    byHand.value = found.byHand
    stage.value = found.stage
    return found.stage
  }

  onOtherOperator(() => {
    forget()
    pasted.value = ''
  })
  return {
    id,
    stage,
    fileName,
    pasted,
    rows,
    reading,
    byHand,
    upload,
    rereading,
    refusal,
    take,
    takeRead,
    configure,
    map,
    back,
    forget,
    resume,
  }
}

export type FileSession = ReturnType<typeof fileSession>
/** The same as a store has it. */
export type FileStore = UnwrapNestedRefs<FileSession>

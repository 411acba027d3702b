import { ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import type { BatchResult } from '../../../electron/contract/base'
import type { PersonLeavings, PersonRow } from '../../../electron/contract/people'
import type { PersonAction } from '../../../electron/contract/vocabulary'
import { outlastLock } from '../../composables/outlast-lock'
import { useConfirm } from '../../composables/use-confirm'
import { useToast } from '../../composables/use-toast'
import { useWayOut } from '../../composables/use-way-out'
import { portal, refusalOf } from '../../portal'
import { useStartKiosk } from '../../composables/use-start-kiosk'
import { useResending } from './use-resending'
import { type AskingAction, asksFirst, DESTRUCTIVE_ACTIONS } from './person-acts'

/** Acts that need more from the operator than a yes. */
const DIALOG_ACTIONS = [
  'show-qr',
  'change-address',
  'change-departments',
  'transfer-to-intranet',
  'edit',
  'give-password',
  'give-partner-access',
  'take-partner-access',
] as const
export type DialogAction = (typeof DIALOG_ACTIONS)[number]

/** What opens by itself: rehiring a partner whom no seat is free for (B4). */
type AskedAction = 'rehire'

/** Acts on as many people as are given, each done or refused by itself. */
type ManyAction = 'confirm' | 'decline' | 'delete' | 'renew-guest' | 'renew-invitation'

/** Whom an act is about, where more need not be known. */
export interface Named {
  readonly id: string
  readonly name: string
}

/** People to dismiss, with what they leave behind (Z2). */
export interface Leaving {
  readonly people: readonly Named[]
  readonly leavings: readonly PersonLeavings[]
}

export interface OpenDialog {
  readonly action: DialogAction | AskedAction
  readonly people: readonly PersonRow[]
}

export interface Summary {
  readonly action: PersonAction
  readonly result: BatchResult
  /** Drafts were prepared for those who are done: they wait to be sent. */
  readonly drafts: boolean
}

const MANY: Readonly<Record<ManyAction, (ids: string[]) => Promise<BatchResult>>> = {
  confirm: (ids) => portal.people.confirm({ ids }),
  decline: (ids) => portal.people.decline({ ids }),
  delete: (ids) => portal.people.delete({ ids }),
  'renew-guest': (ids) => portal.people.renewGuests({ ids }),
  'renew-invitation': (ids) => portal.invitations.renew({ ids, sendAgain: false }),
}

function isMany(action: PersonAction): action is ManyAction {
  return action in MANY
}

/**
 * Carries out what is chosen in a row menu, in the profile or for a selection: asks first where something is lost, says
 * what was done, and lists whoever was refused with the reason (S5, C5, C6, D3).
 * @param afterwards called with the people concerned when something was done
 * @param toDrafts called when drafts were prepared, to go where they are sent
 * @param toSheets called with whom sheets are to be printed for (Q2)
 */
export function usePersonActs(
  afterwards: (ids: readonly string[]) => void,
  toDrafts: () => void,
  toSheets: (people: readonly Named[]) => void,
) {
  const { t, n } = useI18n()
  const confirm = useConfirm()
  const toast = useToast()
  const wayOutOf = useWayOut()
  const router = useRouter()
  const startKiosk = useStartKiosk()
  const { resend } = useResending((result, by) => {
    if (by === 'portal') return report('resend', result)
    afterwards(result.done.map((person) => person.id))
    if (result.refused.length > 0) summary.value = { action: 'resend', result, drafts: result.done.length > 0 }
    else toDrafts()
  })
  // A password that was given is shown once; opened anew, its dialog would give another one.
  const mayReopen = (now: OpenDialog | null): boolean => now?.action !== 'give-password'
  const dialog = outlastLock('person-dialog', shallowRef<OpenDialog | null>(null), mayReopen)
  const summary = outlastLock('person-summary', shallowRef<Summary | null>(null))
  const leaving = outlastLock('person-leaving', shallowRef<Leaving | null>(null))
  const busy = ref(false)

  /** “Dismiss Anna Petrova?” or “Dismiss 12 people?”, with what follows. */
  function ask(action: AskingAction, people: readonly Named[]): Promise<boolean> {
    const [first] = people
    const key = `employees.ask.${action}`
    const words = { name: first?.name ?? '', n: n(people.length) }
    return confirm({
      title: people.length === 1 ? t(`${key}.title`, words) : t(`${key}.titleMany`, words, people.length),
      text: people.length === 1 ? t(`${key}.text`, words) : t(`${key}.textMany`, words, people.length),
      confirm: t(`employees.actions.${action}`),
      destructive: DESTRUCTIVE_ACTIONS.has(action),
    })
  }

  /** What became of a batch that a dialog carried out, or this. */
  function report(action: PersonAction, result: BatchResult): void {
    dialog.value = null
    leaving.value = null
    afterwards(result.done.map((person) => person.id))
    if (result.refused.length > 0) summary.value = { action, result, drafts: false }
    else
      say(
        action,
        result.done.map((person) => person.name),
      )
  }

  function say(action: PersonAction, names: readonly string[]): void {
    const count = names.length
    if (count === 1) toast.say(t(`employees.doneOne.${action}`, { name: names[0] ?? '' }))
    else if (count > 1) toast.say(t(`employees.doneMany.${action}`, { n: n(count) }, count))
  }

  /** D3, Z2: who leaves something behind is asked about in a dialog of its own. */
  async function dismiss(people: readonly Named[]): Promise<void> {
    const ids = people.map((each) => each.id)
    const leavings = await portal.people.leavings({ ids })
    if (leavings.length > 0) leaving.value = { people, leavings }
    else if (await ask('dismiss', people)) report('dismiss', await portal.people.dismiss({ ids }))
  }

  /** S1: dismisses those whose tasks forbid what was asked for. */
  async function dismissInstead(people: readonly Named[]): Promise<void> {
    summary.value = null
    await guarded(() => dismiss(people))
  }

  /** D3; where one partner finds no seat, a dialog asks whom to dismiss for them (B4). Of many, each is told in the summary. */
  async function rehire(people: readonly PersonRow[]): Promise<void> {
    const result = await portal.people.rehire({ ids: people.map((each) => each.id) })
    const noSeat = result.refused[0]?.refusal.code === 'NO_PARTNER_SEAT'
    if (noSeat && people.length === 1) dialog.value = { action: 'rehire', people }
    else report('rehire', result)
  }

  async function carryOut(action: PersonAction, people: readonly PersonRow[]): Promise<void> {
    const [person] = people
    if (action === 'resend') return resend(people)
    if (action === 'dismiss') return dismiss(people)
    if (action === 'rehire') return rehire(people)
    if (isMany(action)) return report(action, await MANY[action](people.map((each) => each.id)))
    if (!person) return
    if (action === 'register-here') return startKiosk(person)
    if (action === 'copy-link') {
      const link = await portal.invitations.link({ personId: person.id })
      await portal.app.copyText({ text: link.url })
      if (link.onlyHere) {
        toast.say(t('employees.linkOnlyHere', { name: person.name }))
        return
      }
    } else {
      await portal.people.setAdministrator({ id: person.id, administrator: action === 'make-administrator' })
      afterwards([person.id])
    }
    say(action, [person.name])
  }

  async function act(action: PersonAction, people: readonly PersonRow[]): Promise<void> {
    if (people.length === 0 || busy.value) return
    if (action === 'print-sheet') return toSheets(people)
    const needsDialog = DIALOG_ACTIONS.find((each) => each === action)
    if (needsDialog) {
      dialog.value = { action: needsDialog, people }
      return
    }
    // Dismissing asks by itself, once it knows what is left behind.
    if (action !== 'dismiss' && asksFirst(action) && !(await ask(action, people))) return
    await guarded(() => carryOut(action, people))
  }

  async function guarded(work: () => Promise<void>): Promise<void> {
    busy.value = true
    try {
      await work()
    } catch (error) {
      const refusal = refusalOf(error)
      const way = wayOutOf(refusal)
      toast.refuse(refusal, way && { label: way.label, run: () => void router.push(way.path) })
    } finally {
      busy.value = false
    }
  }

  /** What a dialog did. */
  function finished(action: DialogAction, people: readonly PersonRow[]): void {
    dialog.value = null
    afterwards(people.map((person) => person.id))
    say(
      action,
      people.map((person) => person.name),
    )
  }

  return { act, finished, report, dismissInstead, dialog, summary, leaving, busy }
}

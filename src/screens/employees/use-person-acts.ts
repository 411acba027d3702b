import { ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { BatchResult } from '../../../electron/contract/base'
import type { PersonRow } from '../../../electron/contract/people'
import type { PersonAction } from '../../../electron/contract/vocabulary'
import { useConfirm } from '../../composables/use-confirm'
import { useToast } from '../../composables/use-toast'
import { portal, refusalOf } from '../../portal'
import { type AskingAction, asksFirst, DESTRUCTIVE_ACTIONS } from './person-acts'

/** Acts that need more from the operator than a yes. */
export const DIALOG_ACTIONS = ['show-qr', 'change-address', 'change-departments', 'edit'] as const
export type DialogAction = (typeof DIALOG_ACTIONS)[number]

/** Acts on as many people as are given, each done or refused by itself. */
type ManyAction = 'resend' | 'confirm' | 'decline' | 'delete' | 'dismiss' | 'rehire'

export interface OpenDialog {
  readonly action: DialogAction
  readonly people: readonly PersonRow[]
}

export interface Summary {
  readonly action: PersonAction
  readonly result: BatchResult
}

const MANY: Readonly<Record<ManyAction, (ids: string[]) => Promise<BatchResult>>> = {
  resend: (ids) => portal.invitations.resend({ ids }),
  confirm: (ids) => portal.people.confirm({ ids }),
  decline: (ids) => portal.people.decline({ ids }),
  delete: (ids) => portal.people.delete({ ids }),
  dismiss: (ids) => portal.people.dismiss({ ids }),
  rehire: (ids) => portal.people.rehire({ ids }),
}

function isMany(action: PersonAction): action is ManyAction {
  return action in MANY
}

/**
 * Carries out what is chosen in a row menu, in the profile or for a selection: asks first where something is lost, says
 * what was done, and lists whoever was refused with the reason (S5, C5, C6, D3).
 * @param afterwards called with the people concerned when something was done
 */
export function usePersonActs(afterwards: (ids: readonly string[]) => void) {
  const { t, n } = useI18n()
  const confirm = useConfirm()
  const toast = useToast()
  const dialog = shallowRef<OpenDialog | null>(null)
  const summary = shallowRef<Summary | null>(null)
  const busy = ref(false)

  /** “Dismiss Anna Petrova?” or “Dismiss 12 people?”, with what follows. */
  function ask(action: AskingAction, people: readonly PersonRow[]): Promise<boolean> {
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

  function report(action: PersonAction, result: BatchResult): void {
    afterwards(result.done.map((person) => person.id))
    if (result.refused.length > 0) summary.value = { action, result }
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

  async function carryOut(action: PersonAction, people: readonly PersonRow[]): Promise<void> {
    const [person] = people
    if (isMany(action)) return report(action, await MANY[action](people.map((each) => each.id)))
    if (!person) return
    if (action === 'copy-link') {
      const link = await portal.invitations.link({ personId: person.id })
      await portal.app.copyText({ text: link.url })
    } else {
      await portal.people.setAdministrator({ id: person.id, administrator: action === 'make-administrator' })
      afterwards([person.id])
    }
    say(action, [person.name])
  }

  async function act(action: PersonAction, people: readonly PersonRow[]): Promise<void> {
    if (people.length === 0 || busy.value) return
    const needsDialog = DIALOG_ACTIONS.find((each) => each === action)
    if (needsDialog) {
      dialog.value = { action: needsDialog, people }
      return
    }
    if (asksFirst(action) && !(await ask(action, people))) return
    busy.value = true
    try {
      await carryOut(action, people)
    } catch (error) {
      toast.refuse(refusalOf(error))
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

  return { act, finished, dialog, summary, busy }
}

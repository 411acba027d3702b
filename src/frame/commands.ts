import { computed, type Component, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import {
  Activity,
  Building2,
  CalendarCheck,
  ConciergeBell,
  Contact,
  FileInput,
  GitCompareArrows,
  LayoutDashboard,
  LogOut,
  Lock,
  Mail,
  Printer,
  Settings,
  Users,
  UserPlus,
} from '@lucide/vue'
import { mayLeave } from '../composables/may-leave'
import { portal, refusalOf } from '../portal'
import { useToast } from '../composables/use-toast'
import { useInvitePanel } from '../stores/invite-panel'
import { useStartKiosk } from '../composables/use-start-kiosk'
import { useSession } from '../stores/session'
import { shortcutText } from './shortcuts'

const PLACES = [
  'overview',
  'employees',
  'structure',
  'workgroups',
  'messages',
  'sheets',
  'activity',
  'settings',
] as const
export type Place = (typeof PLACES)[number]

const placeIcons: Readonly<Record<Place, Component>> = {
  overview: LayoutDashboard,
  employees: Contact,
  structure: Building2,
  workgroups: Users,
  messages: Mail,
  sheets: Printer,
  activity: Activity,
  settings: Settings,
}

/** What an employee does not see; the core refuses these anyway (A2). */
const RUNNING_THE_PORTAL: ReadonlySet<Place> = new Set<Place>(['messages', 'activity', 'settings'])

export interface Command {
  readonly id: string
  readonly label: string
  readonly icon: Component
  /** As it is shown, for instance “Ctrl I”. */
  readonly shortcut: string | null
  readonly place: Place | null
  run(): void
}

/** The places of the navigation this operator may go to. */
function usePlaces(): ComputedRef<readonly Place[]> {
  const session = useSession()
  return computed(() =>
    PLACES.filter((place) => {
      if (place === 'structure') return session.seesStructure
      if (place === 'sheets') return session.mayInvite
      return session.runsPortal || !RUNNING_THE_PORTAL.has(place)
    }),
  )
}

/** Locks the console, which keeps what is not saved (A4), or signs the operator out, after asking about unsaved changes. */
export function useLeaving() {
  const session = useSession()
  const toast = useToast()

  async function leave(request: () => Promise<unknown>): Promise<void> {
    try {
      await request()
    } catch (error) {
      toast.refuse(refusalOf(error))
    }
    await session.refresh()
  }

  return {
    lock: () => leave(() => portal.session.lock()),
    signOut: async () => {
      if (await mayLeave()) await leave(() => portal.session.signOut())
    },
  }
}

/** Everything the palette, the shortcuts and the native menu can do. */
export function useCommands(): ComputedRef<readonly Command[]> {
  const { t } = useI18n()
  const router = useRouter()
  const session = useSession()
  const invitePanel = useInvitePanel()
  const places = usePlaces()
  const { lock, signOut } = useLeaving()
  const startKiosk = useStartKiosk()

  return computed(() => {
    const going = places.value.map((place, index): Command => ({
      id: place,
      label: t(`frame.places.${place}`),
      icon: placeIcons[place],
      shortcut: shortcutText(String(index + 1)),
      place,
      run: () => void router.push({ name: place }),
    }))
    const invite: Command = {
      id: 'invite',
      label: t('frame.invitePeople'),
      icon: UserPlus,
      shortcut: shortcutText('I'),
      place: null,
      run: () => invitePanel.open(),
    }
    const today: Command = {
      id: 'today',
      label: t('today.title'),
      icon: CalendarCheck,
      shortcut: null,
      place: null,
      run: () => void router.push({ name: 'today' }),
    }
    const files = (['import', 'reconcile'] as const).map((name): Command => ({
      id: name,
      label: t(`import.title.${name}`),
      icon: name === 'import' ? FileInput : GitCompareArrows,
      shortcut: null,
      place: null,
      run: () => void router.push({ name }),
    }))
    const desk: Command = {
      id: 'kiosk',
      label: t('kiosk.command'),
      icon: ConciergeBell,
      shortcut: null,
      place: null,
      run: () => void startKiosk(null),
    }
    const leaving: Command[] = [
      {
        id: 'lock',
        label: t('frame.lock'),
        icon: Lock,
        shortcut: shortcutText('L'),
        place: null,
        run: () => void lock(),
      },
      {
        id: 'sign-out',
        label: t('frame.signOut'),
        icon: LogOut,
        shortcut: null,
        place: null,
        run: () => void signOut(),
      },
    ]
    const inviting = session.mayInvite ? [invite, desk] : []
    return [...inviting, ...going, today, ...(session.runsPortal ? files : []), ...leaving]
  })
}

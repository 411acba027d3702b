import type { PortalSettings } from '../../../electron/contract/settings'
import { useLoaded } from '../../composables/use-loaded'
import { portal } from '../../portal'

/** The portal's settings, live. */
export function usePortalSettings() {
  return useLoaded<PortalSettings>(() => portal.settings.get(), ['settings', 'people'])
}

import { onMounted } from 'vue'
import { useLive } from '../../composables/use-live'
import { useDraftQueue } from './draft-queue'
import { useSmsDraftQueue } from './sms-draft-queue'

/**
 * The drafts that wait, loaded with the component and again whenever they change or may read otherwise: their texts name the
 * portal and carry links to the join site, wherever it is now.
 */
export const useLiveDrafts = () => kept(useDraftQueue())

/** The same for SMS. */
export const useLiveSmsDrafts = () => kept(useSmsDraftQueue())

function kept<Queue extends { readonly load: () => Promise<void> }>(queue: Queue): Queue {
  onMounted(() => void queue.load())
  useLive(['drafts', 'settings', 'join-site'], () => queue.load())
  return queue
}

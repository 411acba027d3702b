import { onMounted } from 'vue'
import { useLive } from '../../composables/use-live'
import { useDraftQueue } from './draft-queue'
import { useSmsDraftQueue } from './sms-draft-queue'

/** The drafts that wait, loaded with the component and again whenever they change. */
export const useLiveDrafts = () => kept(useDraftQueue())

/** The same for SMS. */
export const useLiveSmsDrafts = () => kept(useSmsDraftQueue())

function kept<Queue extends { readonly load: () => Promise<void> }>(queue: Queue): Queue {
  onMounted(() => void queue.load())
  useLive(['drafts'], () => queue.load())
  return queue
}

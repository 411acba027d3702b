import { onMounted } from 'vue'
import { useLive } from '../../composables/use-live'
import { useDraftQueue } from './draft-queue'

/** The drafts that wait, loaded with the component and again whenever they change. */
export function useLiveDrafts() {
  const queue = useDraftQueue()
  onMounted(() => void queue.load())
  useLive(['drafts'], () => queue.load())
  return queue
}

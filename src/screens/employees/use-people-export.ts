import { useI18n } from 'vue-i18n'
import { useRequest } from '../../composables/use-request'
import { useToast } from '../../composables/use-toast'
import { portal } from '../../portal'
import type { PeopleQuery } from './people-query'

/** Saves people as CSV where the operator chooses (D2), and says where the file is. */
export function usePeopleExport() {
  const { t, n } = useI18n()
  const toast = useToast()
  const request = useRequest((query: PeopleQuery, ids: readonly string[] | null) =>
    portal.people.export({ ...query, ids: ids && [...ids] }),
  )

  /** `ids` null: all that the list shows now; else the people chosen. */
  async function save(query: PeopleQuery, ids: readonly string[] | null): Promise<void> {
    const outcome = await request.run(query, ids)
    if (!outcome.done) toast.refuse(outcome.refusal)
    else if (outcome.value) {
      const { rows, file } = outcome.value
      toast.say(t('import.export.done', { n: n(rows), file }, rows))
    }
  }

  return { save, busy: request.busy }
}

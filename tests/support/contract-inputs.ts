import { NOBODY, wellFormed } from './contract-calls'
import type { Subject } from './contract-cast'

/** The well-formed input of a procedure, about this subject. */
export function inputAbout(procedure: string, subject: Subject): unknown {
  const [group = '', name = ''] = procedure.split('.')
  const input: unknown = Reflect.get(Object(Reflect.get(wellFormed, group)), name)
  if (input === undefined) return undefined
  const json = JSON.stringify(input, (key, value: unknown) =>
    value === NOBODY || (Array.isArray(value) && value.includes(NOBODY))
      ? about(group, name, key, value, subject)
      : value,
  )
  const placed = /^invitations\.(?:inviteByMailService|prepareDrafts|countDrafts)$/u.test(procedure)
  const more = placed
    ? { workgroupIds: [subject.workgroupId] }
    : procedure === 'search.find'
      ? { text: subject.mark }
      : procedure === 'desk.approval' || procedure === 'desk.decide'
        ? { number: subject.approvalNumber }
        : {}
  return { ...(JSON.parse(json) as object), ...more }
}

function about(group: string, name: string, key: string, value: unknown, subject: Subject): unknown {
  const id = idFor(group, name, key, subject)
  return Array.isArray(value) ? [id] : id
}

function idFor(group: string, name: string, key: string, subject: Subject): string {
  if (/department|^parentId$|^intoId$/u.test(key)) return subject.departmentId
  if (/workgroup/iu.test(key)) return subject.workgroupId
  if (key === 'sheetId') return subject.sheetId
  if (key !== 'id' && key !== 'ids') return subject.personId
  if (group === 'structure') return subject.departmentId
  if (group === 'workgroups') return subject.workgroupId
  if (group === 'tasks') return subject.taskId
  if (group === 'checklists') return subject.checklistId
  if (group === 'messages') return subject.messageId
  if (group === 'access') return subject.delegationId
  if (group === 'imports') return NOBODY
  if (group === 'bulk' && /^(?:people|undo)$/u.test(name)) return subject.batchId
  if (!/draft$/iu.test(name)) return subject.personId
  return group === 'sms' ? subject.smsDraftId : subject.draftId
}

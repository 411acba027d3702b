import type { Compilable } from 'kysely'
import { roleOf } from '../../electron/core/domain/access'
import type { PersonKind, PersonStatus } from '../../electron/core/domain/vocabulary'
import { newId } from '../../electron/core/services/ids'
import type { Actor } from '../../electron/core/services/ports'
import { type ContractPeer, NOBODY, wellFormed } from './contract-calls'
import { paperOf } from './contract-paper'
import { fakeClock, seededRandomness } from './core-context'

/** What a procedure may be about: each of these is there. */
export interface Subject {
  /** Stands in every name, so that an answer shows whether it is about this subject. */
  readonly mark: string
  readonly personId: string
  readonly departmentId: string
  readonly workgroupId: string
  readonly taskId: string
  readonly checklistId: string
  readonly draftId: string
  readonly messageId: string
  readonly delegationId: string
  readonly sheetId: string
  readonly approvalNumber: number
}

export interface SubjectOptions {
  readonly mark: string
  /** Who invited the person, owns the workgroup's membership, and made the draft and the message. */
  readonly by: Actor
  readonly status?: PersonStatus
  readonly administrator?: boolean
}

/** Puts people and what belongs to them straight into the store of an open contract, without asking anybody's leave. */
export function createCast(peer: ContractPeer) {
  const source = { clock: fakeClock(), randomness: seededRandomness('cast') }
  const now = source.clock.now()
  const { reader } = peer
  const kept = new Map<string, readonly Compilable[]>()
  let people = 0

  function newPerson(person: {
    readonly name: string
    readonly kind: PersonKind
    readonly status: PersonStatus
    readonly administrator: boolean
    readonly invitedBy: string | null
  }): { readonly id: string; readonly row: Compilable } {
    people += 1
    const id = newId(source)
    const email = `cast-${people}@aurora.example`
    const { administrator, invitedBy, kind, name, status } = person
    const row = reader.insertInto('person').values({
      id,
      kind,
      status,
      administrator: administrator ? 1 : 0,
      first_name: name,
      last_name: '',
      name,
      sort_name: name.toLowerCase(),
      email,
      phone: null,
      address: email,
      position: '',
      locale: 'en',
      pending_reason: status === 'pending' ? 'approval' : null,
      invited_by: invitedBy,
      invited_at: now,
      joined_at: status === 'active' ? now : null,
      dismissed_at: null,
      delivery_failed: 0,
      created_at: now,
    })
    return { id, row }
  }

  return {
    /** Somebody active who may sign in. */
    async addActor(name: string, kind: PersonKind, administrator = false): Promise<Actor> {
      const { id: personId, row } = newPerson({ name, kind, status: 'active', administrator, invitedBy: null })
      await peer.put([row])
      return { personId, name, role: roleOf({ kind, administrator }) }
    },

    /** A person with a live invitation, a task, a draft and a message, in a workgroup; a department that who invited them is in. */
    async addSubject({ administrator = false, by, mark, status = 'invited' }: SubjectOptions): Promise<Subject> {
      const { id: personId, row } = newPerson({
        name: `${mark} Person`,
        kind: 'employee',
        status,
        administrator,
        invitedBy: by.personId,
      })
      const root = await reader
        .selectFrom('department')
        .select('id')
        .where('parent_id', 'is', null)
        .executeTakeFirstOrThrow()
      const departmentId = newId(source)
      const workgroupId = newId(source)
      const invitationId = newId(source)
      const taskId = newId(source)
      const checklistId = newId(source)
      const draftId = newId(source)
      const messageId = newId(source)
      const delegationId = newId(source)
      const sheetId = newId(source)
      const approvalNumber = people
      const rows: readonly Compilable[] = [
        row,
        reader
          .insertInto('department')
          .values({ id: departmentId, parent_id: root.id, name: `${mark} Department`, position: 0, created_at: now }),
        reader
          .insertInto('workgroup')
          .values({ id: workgroupId, name: `${mark} Workgroup`, description: '', allow_external: 1, created_at: now }),
        reader
          .insertInto('workgroup_member')
          .values([by.personId, personId].map((each) => ({ workgroup_id: workgroupId, person_id: each }))),
        reader.insertInto('department_member').values({ department_id: departmentId, person_id: by.personId, head: 0 }),
        reader.insertInto('invitation').values({
          id: invitationId,
          person_id: personId,
          channel: 'link',
          state: status === 'invited' ? 'live' : 'accepted',
          generation: 1,
          handle: `C${people}`,
          require_confirmation: 1,
          locale: 'en',
          created_by: by.personId,
          created_at: now,
          sent_at: null,
          opened_at: null,
          expires_at: null,
          ended_at: null,
        }),
        reader.insertInto('task').values({
          id: taskId,
          person_id: personId,
          title: `${mark} Task`,
          due_on: null,
          done_at: null,
          created_by: by.personId,
          created_at: now,
        }),
        reader
          .insertInto('checklist')
          .values({ id: checklistId, name: `${mark} Checklist`, department_id: null, created_at: now }),
        reader.insertInto('draft').values({
          id: draftId,
          mode: 'each',
          state: 'prepared',
          locale: 'en',
          text_id: null,
          variant_id: null,
          batch_position: 1,
          batch_total: 1,
          created_by: by.personId,
          created_at: now,
          opened_at: null,
          answered_at: null,
        }),
        reader.insertInto('draft_recipient').values({ draft_id: draftId, invitation_id: invitationId, place: 0 }),
        reader.insertInto('message').values({
          id: messageId,
          invitation_id: invitationId,
          generation: 1,
          person_id: personId,
          channel: 'mail',
          kind: 'invitation',
          to_name: `${mark} Person`,
          to_address: 'x@aurora.example',
          locale: 'en',
          text_id: null,
          state: 'failed',
          tries: 1,
          next_try_at: null,
          message_id: `<${messageId}@aurora.example>`,
          answer: null,
          created_by: by.personId,
          created_at: now,
          updated_at: now,
          sent_at: null,
        }),
        ...paperOf(reader, { mark, personId, invitationId, sheetId, approvalNumber, by: by.personId, at: now }),
        reader.insertInto('inviter_delegation').values({
          id: delegationId,
          holder: 'department-heads',
          person_id: null,
          department_id: departmentId,
          workgroup_id: null,
          departments_allowed: 'none',
          workgroups_allowed: 'none',
          skip_confirmation: 0,
          created_at: now,
        }),
      ]
      await peer.put(rows)
      kept.set(personId, rows)
      return {
        mark,
        personId,
        departmentId,
        workgroupId,
        taskId,
        checklistId,
        draftId,
        messageId,
        delegationId,
        sheetId,
        approvalNumber,
      }
    },

    /** Puts a subject that was taken out there again, as it was. */
    putBack: (subject: Subject): Promise<void> => peer.put(kept.get(subject.personId) ?? []),

    /** Takes a subject out again, where a call has not done so already. */
    async removeSubject(subject: Subject): Promise<void> {
      await peer.put([
        reader.deleteFrom('approval_sheet').where('number', '=', subject.approvalNumber),
        reader.deleteFrom('message').where('id', '=', subject.messageId),
        reader.deleteFrom('draft').where('id', '=', subject.draftId),
        reader.deleteFrom('task').where('person_id', '=', subject.personId),
        reader.deleteFrom('checklist').where('id', '=', subject.checklistId),
        reader.deleteFrom('workgroup').where('id', '=', subject.workgroupId),
        reader.deleteFrom('person').where('id', '=', subject.personId),
        reader.deleteFrom('department_member').where('department_id', '=', subject.departmentId),
        reader.deleteFrom('department').where('parent_id', '=', subject.departmentId),
        reader.deleteFrom('department').where('id', '=', subject.departmentId),
      ])
    },
  }
}

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
  return name.endsWith('Draft') ? subject.draftId : subject.personId
}

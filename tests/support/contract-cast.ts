import type { Compilable } from 'kysely'
import { roleOf } from '../../electron/core/domain/access'
import type { PersonKind, PersonStatus } from '../../electron/core/domain/vocabulary'
import { newId } from '../../electron/core/services/ids'
import type { Actor } from '../../electron/core/services/ports'
import type { ContractPeer } from './contract-calls'
import { deliveryOf } from './contract-delivery'
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
  readonly smsDraftId: string
  readonly messageId: string
  readonly batchId: string
  readonly delegationId: string
  readonly sheetId: string
  readonly approvalNumber: number
}

export interface SubjectOptions {
  readonly mark: string
  /** Who invited the person, owns the workgroup's membership, and made the batch, the drafts and the message. */
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
      phone: `+49151${10_000_000 + people}`,
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

    /**
     * A person with a live invitation made in bulk, a task, a draft of each kind and a message, in a workgroup; a department
     * that who invited them is in.
     */
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
      const smsDraftId = newId(source)
      const messageId = newId(source)
      const batchId = newId(source)
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
        reader.insertInto('invite_batch').values({
          id: batchId,
          name: `${mark} Batch`,
          people: 1,
          created_by: by.personId,
          created_at: now,
          undone_at: null,
        }),
        reader.insertInto('invitation').values({
          id: invitationId,
          batch_id: batchId,
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
        ...deliveryOf(reader, {
          mark,
          personId,
          invitationId,
          draftId,
          smsDraftId,
          messageId,
          by: by.personId,
          at: now,
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
        smsDraftId,
        messageId,
        batchId,
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
        reader.deleteFrom('draft').where('id', 'in', [subject.draftId, subject.smsDraftId]),
        reader.deleteFrom('task').where('person_id', '=', subject.personId),
        reader.deleteFrom('checklist').where('id', '=', subject.checklistId),
        reader.deleteFrom('workgroup').where('id', '=', subject.workgroupId),
        reader.deleteFrom('person').where('id', '=', subject.personId),
        reader.deleteFrom('invite_batch').where('id', '=', subject.batchId),
        reader.deleteFrom('department_member').where('department_id', '=', subject.departmentId),
        reader.deleteFrom('department').where('parent_id', '=', subject.departmentId),
        reader.deleteFrom('department').where('id', '=', subject.departmentId),
      ])
    },
  }
}

import { oc, type } from '@orpc/contract'
import type { FieldCode, RefusalCode } from '../core/domain/refusal'

type Params = Record<string, string | number>

/** What the window learns of a refusal: a code with a message in its own language files, and the fields concerned. */
export interface RefusalData {
  code: RefusalCode
  params: Params
  fields: { field: string; code: FieldCode; params?: Params | undefined }[]
}

/** Every procedure may refuse; nothing else crosses to the window as an error. */
export const procedure = oc.errors({ REFUSED: { status: 409, data: type<RefusalData>() } })

/** Declares an output by its type alone: what main returns is trusted, what the window sends is parsed. */
export { type as output }

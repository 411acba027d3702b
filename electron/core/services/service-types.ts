import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract'
import type { Contract } from '../../contract'
import type { Actor } from './ports'

/** The groups of the contract that a service of the open portal answers, one service a group. */
export type ServedGroup = Exclude<keyof Contract, 'app' | 'setup' | 'session' | 'kiosk' | 'restoring' | 'live'>

type Parsed<Procedure> = Procedure extends { '~orpc': { inputSchema?: infer Schema } }
  ? NonNullable<Schema> extends { '~standard': { types?: infer Types } }
    ? NonNullable<Types> extends { output: infer Output }
      ? Output
      : undefined
    : undefined
  : undefined

/**
 * The service a group of the contract asks for: a method of the same name for each procedure, taking who acts and the
 * parsed input. A missing or misshapen method does not compile.
 */
export type ServiceOf<Group extends ServedGroup> = {
  readonly [Name in keyof Contract[Group]]: (
    actor: Actor,
    // A procedure without an input schema parses to unknown: its method takes none.
    ...input: unknown extends Parsed<Contract[Group][Name]> ? [] : [Parsed<Contract[Group][Name]>]
  ) => Promise<
    Name extends keyof InferContractRouterOutputs<Contract>[Group]
      ? InferContractRouterOutputs<Contract>[Group][Name]
      : never
  >
}

/** Every service of the open portal. */
export type Services = { readonly [Group in ServedGroup]: ServiceOf<Group> }

/** What the window sends for a procedure, before parsing. */
export type ContractInputs = InferContractRouterInputs<Contract>

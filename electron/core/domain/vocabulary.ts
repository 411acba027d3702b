/**
 * The closed vocabularies of the domain, as values, so that the store, the contract and the window share one list each.
 * The words are those of the product's domain description, one file of words/ a subject.
 */
export * from './words/people'
export * from './words/portal'
export * from './words/delivery'
export * from './words/paper'
export * from './words/files'
export * from './words/today'

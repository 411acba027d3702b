// Asking people in: reading whom, deciding what becomes of each address, keeping those who are new.
export { knownPeople, shownTo, whoIsShown } from './address-fates'
export type { InviteOrder, NewcomerColumns } from './invite-order'
export { keepInvitations, PEOPLE_TOGETHER } from './keeping'
export { newInvitation, type NewInvitation, type Newcomer } from './new-invitation'
export { demandText, type Prepared, prepareInvitations } from './preparing'
export { demandPreset } from './preset'

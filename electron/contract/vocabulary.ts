/** The domain's closed lists as the window may use them: it imports from the contract alone. */
export * from '../core/domain/vocabulary'
export { AUDIT_ACTIONS, type AuditAction } from '../core/domain/audit-actions'

import type { MailTrouble } from '../domain/mail-troubles'

/** What went wrong on the way to a server, told from the codes and words of the system; null where they say nothing of it. */
export function troubleIn(said: string): MailTrouble | null {
  if (/CERT|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|certificate|altnames/u.test(said)) return 'certificate'
  if (/ENOTFOUND|EAI_AGAIN|EDNS/u.test(said)) return 'name-not-found'
  if (/ECONNREFUSED/u.test(said)) return 'refused'
  if (/EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL/u.test(said)) return 'unreachable'
  if (/ETIMEDOUT|timed? ?out|Greeting never received/iu.test(said)) return 'timeout'
  if (/ETLS|ERR_SSL|ERR_TLS|EPROTO|wrong version/u.test(said)) return 'encryption'
  if (/ECONNECTION|ECONNRESET|EPIPE|ESOCKET|closed/iu.test(said)) return 'closed'
  return null
}

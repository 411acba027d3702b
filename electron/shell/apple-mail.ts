import { Refusal } from '../core/domain/refusal'
import type { AppleMailDraft, Log } from '../core/services/ports'
import { runProgram } from './system-programs'

/** How long Apple Mail may take to start and ask whether it may be asked, in milliseconds. */
const PATIENCE = 120_000

/** Every text comes in as an argument: none is ever part of the script. The first one keeps the rest from being options. */
const SCRIPT = `on run argv
  set toEnd to 4 + ((item 4 of argv) as integer)
  tell application "Mail"
    set draft to make new outgoing message with properties {subject:item 2 of argv, content:item 3 of argv, visible:true}
    tell draft
      repeat with place from 5 to toEnd
        make new to recipient at end of to recipients with properties {address:item place of argv}
      end repeat
      repeat with place from toEnd + 1 to count of argv
        make new bcc recipient at end of bcc recipients with properties {address:item place of argv}
      end repeat
    end tell
    activate
  end tell
end run`

/** What osascript is called with for a draft. */
export function appleMailArguments({ bcc, subject, text, to }: AppleMailDraft): readonly string[] {
  return ['-e', SCRIPT, 'draft', subject, text, String(to.length), ...to, ...bcc]
}

/** Fills in a new message in Apple Mail. Throws Refusal APPLE_MAIL_NOT_ALLOWED, DRAFT_NOT_OPENED. */
export async function openInAppleMail(draft: AppleMailDraft, log: Log): Promise<void> {
  const { done, errors } = await runProgram('/usr/bin/osascript', appleMailArguments(draft), PATIENCE)
  if (done) return
  log.warn('Apple Mail did not open the draft', { errors: errors.slice(0, 300) })
  // errAEEventNotPermitted: the operator, or the system without asking, has not allowed it.
  throw new Refusal(errors.includes('-1743') ? 'APPLE_MAIL_NOT_ALLOWED' : 'DRAFT_NOT_OPENED')
}

import { describe, expect, it } from 'vitest'
import { accountRefusalIn } from '../../../../electron/core/domain/mail-refusals'

describe('a permanent refusal is the account’s or the recipient’s', () => {
  it.each([
    '550-5.4.5 Daily user sending limit exceeded. For more information on Gmail\n550 5.4.5 sending limits see https://support.example - gsmtp',
    '550 5.4.5 Daily user sending quota exceeded. o65sm2 - gsmtp',
    '550 5.1.90 Your message can’t be sent because you’ve reached your daily limit for message recipients',
    '554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException; Failed to process message',
    '550 5.2.2 SubmissionQuotaExceeded',
    '550 5.7.705 Access denied, tenant has exceeded threshold',
    '550 5.7.233 Your message can’t be sent because your tenant exceeded its daily limit',
    '550 User hr@aurora.example has exceeded its 24-hour sending limit. Messages to 1 recipients out of 1',
    '554 5.7.1 <DATA>: Data command rejected: limit of 400 rcpts per 24 hours for client hr@aurora.example reached',
    '550 Domain aurora.example has exceeded the max emails per hour (500/500 (100%)) allowed. Message discarded.',
    '550 send spam mail rejected: exceeded hour limit',
    '554 5.7.0 Your message could not be sent. The limit on the number of allowed outgoing messages was exceeded: messages per 24\n554 5.7.0 hours. Daily limit.',
  ])('M4: a sending limit: %s', (response) => {
    expect(accountRefusalIn(response)).toBe('limit')
  })

  it.each([
    '550 5.7.60 SMTP; Client does not have permissions to send as this sender',
    '554 5.2.252 SendAsDenied; hr@aurora.example not allowed to send as ceo@aurora.example',
    '550 5.1.8 Access denied, bad outbound sender',
    '550 5.7.501 Access denied, spam abuse detected',
    '553 5.7.1 <hr@aurora.example>: Sender address rejected: not owned by user hr',
    '550 5.7.1 hr is not allowed to send mail from ceo@aurora.example',
    '550 Sender verify failed',
    '554 5.2.0 STOREDRV.Submission.Exception:OutboundSpamException; WASCL UserAction verdict is Suspend',
    '550 Outgoing mail from "hr@aurora.example" has been suspended.',
  ])('M4: a sender it does not let us use: %s', (response) => {
    expect(accountRefusalIn(response)).toBe('sender')
  })

  it.each([
    '550 5.1.1 <gone@example.com>: Recipient address rejected: User unknown',
    '550 5.2.1 The user you are trying to contact is receiving mail too quickly',
    '550 5.2.2 Mailbox has exceeded its daily limit',
    '552 5.2.2 Mailbox full, quota exceeded',
    '554 5.7.1 The recipient has exceeded the daily limit for receiving mail',
    '550 5.2.122 The recipient has exceeded their limit for the number of messages they can receive per hour',
    '552 5.3.4 Message size exceeds fixed limit',
    '554 5.7.1 Looks like spam',
    '550 No such user',
    'no',
  ])('M9: the recipient’s, or nobody knows: %s', (response) => {
    expect(accountRefusalIn(response)).toBeNull()
  })
})

import type { SmsAccountTable } from './schema'
import type { Reader, Writer } from './store'

/** The portal's SMS account (SM6); undefined: none is set up. */
export function readSmsAccount(reader: Reader): Promise<SmsAccountTable | undefined> {
  return reader.selectFrom('sms_account').selectAll().executeTakeFirst()
}

export async function saveSmsAccount(writer: Writer, account: SmsAccountTable): Promise<void> {
  await writer
    .insertInto('sms_account')
    .values(account)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(account))
    .execute()
}

/** Whether there was one. */
export async function removeSmsAccount(writer: Writer): Promise<boolean> {
  const { numDeletedRows } = await writer.deleteFrom('sms_account').executeTakeFirst()
  return numDeletedRows > 0n
}

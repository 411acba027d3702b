import { implement } from '@orpc/server'
import { app, session, setup } from '../../contract/app'
import { restoring } from '../../contract/backups'
import { kiosk } from '../../contract/kiosk'
import { passwordStrength } from '../services/accounts/password-strength'
import type { ConsoleContext } from './router-context'

const os = implement({ app, setup, session, kiosk, restoring }).$context<ConsoleContext>()

/** What the host answers itself: what only the device can do, and what comes before sign-in. */
export const hostProcedures = {
  app: {
    setLocale: os.app.setLocale.handler(({ context, input }) => context.host.setLocale(input.locale)),
    setAppearance: os.app.setAppearance.handler(({ context, input }) => context.host.setAppearance(input.appearance)),
    copyText: os.app.copyText.handler(({ context, input }) => context.host.copyText(input.text)),
    copyPicture: os.app.copyPicture.handler(({ context, input }) => context.host.copyPicture(input.data)),
    setFullScreen: os.app.setFullScreen.handler(({ context, input }) => context.host.setFullScreen(input.on)),
    saveDrawing: os.app.saveDrawing.handler(({ context, input }) => context.host.saveDrawing(input)),
  },
  setup: {
    create: os.setup.create.handler(({ context, input }) => context.host.createPortal(input)),
    tryAgain: os.setup.tryAgain.handler(({ context }) => context.host.tryAgain()),
    openSample: os.setup.openSample.handler(({ context }) => context.host.openSample()),
    removeSample: os.setup.removeSample.handler(({ context }) => context.host.removeSample()),
    leaveSample: os.setup.leaveSample.handler(({ context }) => context.host.leaveSample()),
    checkPassword: os.setup.checkPassword.handler(({ input }) => passwordStrength(input.password, input.words)),
    unlockVault: os.setup.unlockVault.handler(({ context, input }) => context.host.unlockVault(input.passphrase)),
  },
  session: {
    signIn: os.session.signIn.handler(({ context, input }) => context.host.signIn(input.login, input.password)),
    signOut: os.session.signOut.handler(({ context }) => context.host.signOut()),
    lock: os.session.lock.handler(({ context }) => context.host.lock()),
    unlock: os.session.unlock.handler(({ context, input }) => context.host.unlock(input.password)),
    choosePassword: os.session.choosePassword.handler(({ context, input }) => context.host.choosePassword(input.next)),
    changePassword: os.session.changePassword.handler(async ({ context, input }) => {
      const { portal, actor } = await context.host.signedIn()
      return portal.accounts.changePassword(actor, input)
    }),
  },
  kiosk: {
    enter: os.kiosk.enter.handler(({ context, input }) => context.host.enterKiosk(input.personId)),
    begin: os.kiosk.begin.handler(async ({ context }) => {
      const { portal, prepared: code } = await context.host.atKiosk({ take: true })
      return code === null ? null : { code, invitation: await portal.kiosk.open(code) }
    }),
    open: os.kiosk.open.handler(async ({ context, input }) => {
      const { portal } = await context.host.atKiosk()
      return portal.kiosk.open(input.code)
    }),
    join: os.kiosk.join.handler(async ({ context, input: { code, ...form } }) => {
      const { portal } = await context.host.atKiosk()
      return portal.kiosk.join(code, form)
    }),
    prove: os.kiosk.prove.handler(async ({ context, input }) => {
      const { portal } = await context.host.atKiosk()
      return portal.kiosk.prove(input.proof, input.code)
    }),
    leave: os.kiosk.leave.handler(({ context, input }) => context.host.leaveKiosk(input.password)),
  },
  restoring: {
    restore: os.restoring.restore.handler(({ context, input }) => context.host.restore(input.id)),
    restoreNewest: os.restoring.restoreNewest.handler(({ context }) => context.host.restoreNewest()),
    chooseCopy: os.restoring.chooseCopy.handler(({ context }) => context.host.chooseCopy()),
    startFromCopy: os.restoring.startFromCopy.handler(({ context, input }) => context.host.startFromCopy(input)),
    renewKeys: os.restoring.renewKeys.handler(({ context, input }) => context.host.renewKeys(input)),
  },
}

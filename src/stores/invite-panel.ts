import { ref } from 'vue'
import { defineStore } from 'pinia'

/** The tabs of the panel that may be asked for. */
export type InviteMethod = 'link' | 'email' | 'sms' | 'bulk' | 'register' | 'workgroup' | 'qr' | 'extranet' | 'partner'

export interface PanelRequest {
  /** Chosen in the panel from the start. */
  readonly departmentId?: string
  /** The workgroup whose Members page it is opened from (W2). */
  readonly workgroupId?: string
  /** The tab to show; the last one when left out. */
  readonly method?: InviteMethod
}

/** The drawer *Invite people*: opened from anywhere, mounted once by the frame. */
export const useInvitePanel = defineStore('invite-panel', () => {
  const shown = ref(false)
  const departmentId = ref<string | undefined>()
  const workgroupId = ref<string | undefined>()
  const method = ref<InviteMethod | undefined>()

  function open(request: PanelRequest = {}): void {
    departmentId.value = request.departmentId
    workgroupId.value = request.workgroupId
    method.value = request.method
    shown.value = true
  }

  return { shown, departmentId, workgroupId, method, open }
})

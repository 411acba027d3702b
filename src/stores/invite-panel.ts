import { ref } from 'vue'
import { defineStore } from 'pinia'

/** The drawer *Invite people*: opened from anywhere, mounted once by the frame. */
export const useInvitePanel = defineStore('invite-panel', () => {
  const shown = ref(false)
  const departmentId = ref<string | undefined>()

  /** `departmentId`: chosen in the panel from the start. */
  function open(options: { readonly departmentId?: string } = {}): void {
    departmentId.value = options.departmentId
    shown.value = true
  }

  return { shown, departmentId, open }
})

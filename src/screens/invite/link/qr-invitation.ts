import { ref } from 'vue'
import { defineStore } from 'pinia'
import { onOtherOperator } from '../../../composables/on-other-operator'

/** What was chosen in the tab *QR code*; it stays while the panel is closed, for this operator. */
export const useQrInvitation = defineStore('qr-invitation', () => {
  const departmentIds = ref<string[]>([])
  /** A code is for departments only. */
  const workgroupIds = ref<string[]>([])

  onOtherOperator(() => {
    departmentIds.value = []
  })
  return { departmentIds, workgroupIds }
})

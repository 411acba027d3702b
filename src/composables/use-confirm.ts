import { shallowRef } from 'vue'

export interface Question {
  readonly title: string
  readonly text: string
  /** The word on the button that goes ahead. */
  readonly confirm: string
  /** The word on the button that does not; “Cancel” when left out. */
  readonly cancel?: string
  /** Something is lost: the button is red and the other one has the focus. */
  readonly destructive?: boolean
}

interface Asked {
  readonly question: Question
  readonly answer: (goAhead: boolean) => void
}

/** The question on the screen, drawn by ConfirmDialog.vue. */
export const asked = shallowRef<Asked | null>(null)

/** Asks the operator; resolves with true for the confirming button and false for anything else. */
function confirm(question: Question): Promise<boolean> {
  asked.value?.answer(false)
  return new Promise((resolve) => {
    asked.value = {
      question,
      answer(goAhead) {
        asked.value = null
        resolve(goAhead)
      },
    }
  })
}

/** `const confirm = useConfirm(); if (await confirm({ title, text, confirm: t('…'), destructive: true })) …` */
export function useConfirm(): typeof confirm {
  return confirm
}

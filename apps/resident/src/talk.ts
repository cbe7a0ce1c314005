import { reactive } from 'vue'

interface Note { text: string; action?: string; act?: () => void }
interface Question { title: string; text: string; yes: string; no: string; danger: boolean }

/** One note and one question at a time; Screen.vue shows them. */
export const talk = reactive<{ note: Note | null; question: Question | null }>({ note: null, question: null })

let timer: ReturnType<typeof setTimeout> | undefined
let answerQuestion: ((yes: boolean) => void) | undefined

export function tell(text: string, action?: string, act?: () => void) {
  clearTimeout(timer)
  talk.note = { text, action, act }
  timer = setTimeout(() => (talk.note = null), action ? 5000 : Math.max(2200, text.length * 130))
}

export function hush() {
  clearTimeout(timer)
  talk.note = null
}

export function ask(question: Question): Promise<boolean> {
  answerQuestion?.(false)
  talk.question = question
  return new Promise((resolve) => (answerQuestion = resolve))
}

export function answer(yes: boolean) {
  talk.question = null
  answerQuestion?.(yes)
  answerQuestion = undefined
}

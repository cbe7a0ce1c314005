import { ElMessage, ElMessageBox } from 'element-plus'
import { ref, type Ref } from 'vue'
import { w } from '../words'
import { asProblem } from './load'

export const done = (text: string): void => void ElMessage({ message: text, type: 'success' })
export const sorry = (text: string): void => void ElMessage({ message: text, type: 'error', duration: 6000, showClose: true })

/** Does something for a person: one at a time, says what happened, and shows the present state after a lost race. */
export function useAct(reload?: () => unknown): {
  busy: Ref<boolean>
  act: <T>(what: () => Promise<T>, said?: string | ((answer: T) => string)) => Promise<T | undefined>
} {
  const busy = ref(false)
  async function act<T>(what: () => Promise<T>, said?: string | ((answer: T) => string)): Promise<T | undefined> {
    if (busy.value) return undefined
    busy.value = true
    try {
      const answer = await what()
      const text = typeof said === 'function' ? said(answer) : said
      if (text) done(text)
      return answer
    } catch (e) {
      const problem = asProblem(e)
      if (problem.lostRace) {
        sorry(w.common.changedMeanwhile)
        await reload?.()
      } else {
        sorry(problem.rows.length > 0 ? `${problem.message} ${problem.rows[0]!.text}` : problem.message)
        if (problem.status === 409) await reload?.()
      }
      return undefined
    } finally {
      busy.value = false
    }
  }
  return { busy, act }
}

/** Asks once, by name. */
export async function sure(title: string, text: string, doIt: string, grave = true): Promise<boolean> {
  try {
    await ElMessageBox.confirm(text, title, {
      confirmButtonText: doIt,
      cancelButtonText: w.common.keep,
      confirmButtonClass: grave ? 'el-button--danger' : '',
      autofocus: !grave,
    })
    return true
  } catch (reason) {
    if (reason === 'cancel' || reason === 'close') return false
    throw reason
  }
}

export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    done(w.common.copied)
  } catch {
    // no clipboard right on a plain-http shop network: select it the old way
    const area = document.createElement('textarea')
    area.value = text
    document.body.append(area)
    area.select()
    const worked = document.execCommand('copy')
    area.remove()
    if (worked) done(w.common.copied)
    else sorry(w.common.copyByHand)
  }
}

import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { Problem, put } from '../api'
import type { Campaign, ChainChange, ChainChoice, ChainDone, ChainPerson, ChainPlan, Id } from '../types'
import { uuid7 } from '../uuid'
import { w } from '../words'
import { asProblem } from './load'

export const MAX_BYTES = 200_000
export const MAX_ENTRIES = 2000

/** A decision holds for the words it was made on; when these change it must not speak for the new ones. */
interface Decided { choice: ChainChoice; raw: string }
interface Draft { text: string; name: string; paste: Id; choices: Decided[] }

const DRAFTS = 'linli.chain.'
const keyOf = (campaign: Id, chain: Id): string => `${DRAFTS}${campaign}.${chain}`
const wordsOf = (p: ChainPerson): string => p.raw.join('\n')

function readDraft(key: string): Draft | null {
  const text = localStorage.getItem(key)
  if (!text) return null
  try {
    return JSON.parse(text) as Draft
  } catch {
    localStorage.removeItem(key)
    return null
  }
}
/** Nicknames, doors and phones of neighbours do not stay on a screen that somebody left. */
export function forgetDrafts(): void {
  for (const key of Object.keys(localStorage).filter((k) => k.startsWith(DRAFTS))) localStorage.removeItem(key)
}
/** Groups that so far exist on this device only. */
export function draftsOf(campaign: Id): { id: Id; name: string }[] {
  const start = keyOf(campaign, '')
  return Object.keys(localStorage)
    .filter((k) => k.startsWith(start) && k.length > start.length)
    .map((k) => ({ id: k.slice(start.length), name: readDraft(k)?.name ?? '' }))
}

/** Which heap a person lies on: whoever has an open question lies on top. */
export function heapOf(p: ChainPerson): ChainChange {
  if (p.change === 'skipped' || p.change === 'asks') return p.change
  if (p.confidence !== 'sure' && (p.change === 'added' || p.change === 'changed')) return 'asks'
  return p.change
}

/**
 * The text of one chain and what it would do. The server is asked when the typing rests, one question at a time,
 * and only the answer to the newest question is shown.
 */
export function useChainPlan(campaign: Ref<Id>, chain: Ref<Id>, nameOfNew: () => string, whenChoiceLost: (why: string) => void) {
  const text = ref('')
  const name = ref('')
  const paste = ref(uuid7())
  const plan = shallowRef<ChainPlan | null>(null)
  const problem = shallowRef<Problem | null>(null)
  const busy = ref(false)
  const result = shallowRef<ChainDone | null>(null)
  const choices = ref(new Map<string, Decided>())
  let timer = 0
  let asked = 0
  let running: Promise<void> | null = null
  let again = false

  const bytes = computed(() => new TextEncoder().encode(text.value).length)
  const tooLong = computed(() => (bytes.value > MAX_BYTES ? w.chain.tooLong(Math.ceil(bytes.value / 1000)) : ''))

  function keep(): void {
    if (chain.value === '') return
    const key = keyOf(campaign.value, chain.value)
    if (text.value.trim() === '' && name.value === '') return localStorage.removeItem(key)
    if (result.value) return localStorage.removeItem(key)
    const draft: Draft = { text: text.value, name: name.value, paste: paste.value, choices: [...choices.value.values()] }
    localStorage.setItem(key, JSON.stringify(draft))
  }
  function open(): void {
    clearTimeout(timer)
    timer = 0
    asked++
    if (chain.value === '') return
    const draft = readDraft(keyOf(campaign.value, chain.value))
    text.value = draft?.text ?? ''
    name.value = draft?.name ?? ''
    paste.value = draft?.paste ?? uuid7()
    choices.value = new Map((draft?.choices ?? []).map((d) => [d.choice.key, d]))
    plan.value = null
    problem.value = null
    result.value = null
    busy.value = false
    if (text.value.trim() !== '') schedule(0)
  }

  function schedule(after = 300): void {
    clearTimeout(timer)
    asked++
    keep()
    if (text.value.trim() === '' || tooLong.value) {
      busy.value = false
      problem.value = null
      plan.value = null
      return
    }
    busy.value = true
    // the groups are not known yet: it is read as soon as they are
    if (chain.value === '') return
    timer = window.setTimeout(() => void send(), after)
  }
  async function send(): Promise<void> {
    timer = 0
    if (running) {
      again = true
      return running
    }
    running = (async () => {
      do {
        again = false
        await askOnce()
      } while (again)
    })().finally(() => (running = null))
    return running
  }
  async function askOnce(): Promise<void> {
    const mine = asked
    const [inCampaign, inChain] = [campaign.value, chain.value]
    const called = name.value || nameOfNew()
    const ask = () =>
      put<ChainPlan>(`/campaigns/${inCampaign}/chains/${inChain}/pastes/${paste.value}`, {
        text: text.value,
        ...(called ? { name: called } : {}),
        ...(choices.value.size > 0 ? { choices: [...choices.value.values()].map((d) => d.choice) } : {}),
      })
    try {
      const answer = await ask()
      if (mine !== asked) return
      problem.value = null
      plan.value = share(plan.value, answer)
      if (forgetStale(answer)) schedule(0)
      else busy.value = false
    } catch (e) {
      if (mine !== asked) return
      if (e instanceof Problem && e.code === 'chain.confirmed') {
        // confirmed from another screen: what is written here now is the next paste
        paste.value = uuid7()
        schedule(0)
        return
      }
      if (e instanceof Problem && e.code === 'chain.choice-wrong' && choices.value.size > 0) {
        // one decision that does not fit must not stop the reading: the newest goes first
        choices.value.delete([...choices.value.keys()].at(-1)!)
        whenChoiceLost(e.message)
        schedule(0)
        return
      }
      problem.value = asProblem(e)
      if (problem.value.code === 'chain.nothing-in-it' || problem.value.code === 'chain.too-long') plan.value = null
      busy.value = false
    }
  }
  function forgetStale(p: ChainPlan): boolean {
    const words = new Map(p.people.map((x) => [x.key, wordsOf(x)]))
    const stale = [...choices.value.values()].filter((d) => words.get(d.choice.key) !== d.raw)
    for (const d of stale) choices.value.delete(d.choice.key)
    if (stale.length > 0) keep()
    return stale.length > 0
  }

  watch(text, () => {
    if (result.value) begin()
    schedule()
  })
  watch([campaign, chain], ([inCampaign, inChain], [wasIn, was]) => {
    // somebody was faster with the text than the server with the groups
    const carried = was === '' && inCampaign === wasIn && text.value.trim() !== '' && readDraft(keyOf(inCampaign, inChain)) === null
    if (carried) schedule(0)
    else open()
  })
  open()
  onScopeDispose(() => clearTimeout(timer))

  /** What is written from now on is another paste. */
  function begin(): void {
    paste.value = uuid7()
    choices.value = new Map()
    result.value = null
  }
  function decide(people: ChainPerson[], part: Partial<ChainChoice> | null): void {
    if (result.value) begin()
    for (const p of people) note(p, part)
    schedule()
  }
  function note(p: ChainPerson, part: Partial<ChainChoice> | null): void {
    if (part === null) choices.value.delete(p.key)
    else {
      const before = choices.value.get(p.key)?.choice
      // the newest decision stands last
      choices.value.delete(p.key)
      const next: ChainChoice = { ...before, ...part, key: p.key }
      if (part.household) delete next.door
      if (part.door) delete next.household
      if (part.lines) delete next.skip
      if (part.meaning) delete next.lines
      choices.value.set(p.key, { choice: next, raw: wordsOf(p) })
    }
  }
  /** The plan of what is on the screen now; nothing when it could not be had. */
  async function settled(): Promise<ChainPlan | null> {
    if (timer) {
      clearTimeout(timer)
      await send()
    } else if (running) await running
    return busy.value || problem.value ? null : plan.value
  }
  async function confirm(): Promise<ChainDone | null> {
    const p = await settled()
    if (!p) return null
    const done = await put<ChainDone>(`/campaigns/${campaign.value}/chains/${chain.value}/pastes/${paste.value}/confirmation`, { plan: p.plan })
    result.value = done
    choices.value = new Map()
    name.value = ''
    keep()
    return done
  }
  const readAgain = (): void => schedule(0)
  function rename(next: string): void {
    name.value = next
    if (text.value.trim() === '') keep()
    else {
      if (result.value) begin()
      schedule(0)
    }
  }
  return { text, name, paste, plan, problem, busy, result, choices, bytes, tooLong, decide, confirm, settled, begin, readAgain, rename }
}

/** People who are as before stay the same objects, so that their cards need no drawing. */
function share(before: ChainPlan | null, now: ChainPlan): ChainPlan {
  if (!before) return now
  const known = new Map(before.people.map((p) => [p.key, p]))
  return {
    ...now,
    people: now.people.map((p) => {
      const old = known.get(p.key)
      return old && JSON.stringify(old) === JSON.stringify(p) ? old : p
    }),
  }
}

/** A short chain of the campaign's own goods, to see what happens. */
export function exampleOf(c: Campaign): string {
  const goods = c.items.filter((i) => i.state === 'selling').slice(0, 3)
  const a = goods[0]?.name ?? '鸡蛋'
  const b = goods[1]?.name ?? a
  const unit = (n: number): string => (goods[n]?.measure === 'weight' ? '斤' : (goods[n]?.unit ?? '份'))
  const [one, two, three, four] = w.chain.exampleNames as [string, string, string, string]
  return [
    '#接龙',
    `${c.title}${w.chain.exampleTitle}`,
    '',
    `1. ${one} ${a} 2${unit(0)}`,
    `2. ${two} ${b}一${unit(goods[1] ? 1 : 0)}，${a} 1${unit(0)} 已付`,
    `3. ${three} ${a} x3`,
    `4. ${four} 两份`,
    '',
    w.chain.exampleEnd,
  ].join('\n')
}

/** Entries as they look before the server has read them. */
export const countEntries = (text: string): number => (text.match(/^[ \t\u3000]*[0-9０-９]{1,4}[ \t]*[.．。、,，)）:：]/gm) ?? []).length

import { api, Problem } from './api'
import { newId } from './store'
import { t } from './words'

export interface Photo { id: string; preview: string }
const LONGEST = 1600
const MOST_BYTES = 5 * 1024 * 1024

/** Lets the person take or choose one photo, makes it small enough to send from a stairwell, and stores it. */
export async function addPhoto(): Promise<Photo | null> {
  let choose: () => Promise<Chosen | null>
  // #ifdef H5
  choose = chooseInBrowser
  // #endif
  // #ifndef H5
  choose = chooseInMiniProgram
  // #endif
  const chosen = await choose()
  if (!chosen) return null
  if (chosen.bytes.byteLength > MOST_BYTES) throw new Problem('file.too-large', t('photoTooBig'), 413)
  const id = newId()
  await api.putFile(`/files/${id}`, chosen.bytes, chosen.type)
  return { id, preview: chosen.preview }
}

interface Chosen { bytes: ArrayBuffer; type: string; preview: string }

// #ifdef H5
function chooseInBrowser(): Promise<Chosen | null> {
  return new Promise((resolve, reject) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = 'image/*'
    input.onchange = () => (input.files?.[0] ? shrink(input.files[0]).then(resolve, reject) : resolve(null))
    input.oncancel = () => resolve(null)
    input.click()
  })
}

async function shrink(file: File): Promise<Chosen> {
  const url = URL.createObjectURL(file)
  const image = new Image()
  await new Promise((resolve, reject) => {
    image.onload = resolve
    image.onerror = () => reject(new Problem('file.not-a-picture', t('photoFailed'), 415))
    image.src = url
  })
  const scale = Math.min(1, LONGEST / Math.max(image.naturalWidth, image.naturalHeight))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(image.naturalWidth * scale)
  canvas.height = Math.round(image.naturalHeight * scale)
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85))
  if (!blob) throw new Problem('file.not-a-picture', t('photoFailed'), 415)
  return { bytes: await blob.arrayBuffer(), type: 'image/jpeg', preview: url }
}
// #endif

// #ifndef H5
function chooseInMiniProgram(): Promise<Chosen | null> {
  return new Promise((resolve, reject) => {
    uni.chooseImage({
      count: 1,
      sizeType: ['compressed'],
      success: (r) => {
        const path = (r.tempFilePaths as string[])[0]!
        uni.getFileSystemManager().readFile({
          filePath: path,
          success: (f) => resolve({ bytes: f.data as ArrayBuffer, type: /\.png$/i.test(path) ? 'image/png' : 'image/jpeg', preview: path }),
          fail: () => reject(new Problem('file.not-a-picture', t('photoFailed'), 415)),
        })
      },
      fail: () => resolve(null),
    })
  })
}
// #endif

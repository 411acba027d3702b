import { useI18n } from 'vue-i18n'

/** Names of what a file may change about somebody, and its values in words: a status is a word of the vocabulary. */
export function useFieldWords() {
  const { t, te } = useI18n()

  function fieldName(field: string): string {
    const key = `import.fields.${field}`
    return te(key) ? t(key) : field
  }

  function valueText(field: string, value: string): string {
    const key = `common.status.${value}`
    return field === 'status' && te(key) ? t(key) : value
  }

  return { fieldName, valueText }
}

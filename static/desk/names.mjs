// Gives a name to what Django's own scripts draw without one, for those who hear the page.

const words = element => element?.textContent.trim().replace(/\s*:$/, '') ?? ''

function nameChooser(select) {
    const drawn = select.parentElement.querySelector('.select2-selection')
    const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`)
    if (!drawn || !label) return
    label.id ||= `${select.id}_label`
    const search = drawn.querySelector('.select2-search__field')
    search?.setAttribute('aria-label', words(label))
    const chosen = search ? null : drawn.querySelector('.select2-selection__rendered')
    chosen?.setAttribute('aria-labelledby', label.id)
    if (chosen) drawn.setAttribute('aria-labelledby', `${label.id} ${chosen.id}`)
}

function name(root) {
    root.querySelectorAll('select.admin-autocomplete').forEach(nameChooser)
    for (const icon of root.querySelectorAll('span.help-tooltip[aria-label]')) icon.role = 'img'
    for (const pair of root.querySelectorAll('p.datetime')) {
        const of = words(pair.closest('.flex-container')?.querySelector('label'))
        for (const field of pair.querySelectorAll('input')) {
            const part = field.previousSibling?.textContent ?? ''
            field.ariaLabel = `${of}, ${words({ textContent: part })}`
        }
    }
    for (const table of root.querySelectorAll('.results')) {
        Object.assign(table, { role: 'region', tabIndex: 0, ariaLabel: words(document.querySelector('h1')) })
    }
}

// Each choice has its own way out; one that empties the whole field at a slip is no part of a list.
for (const select of document.querySelectorAll('select.admin-autocomplete[multiple]')) {
    select.dataset.allowClear = 'false'
}

// After the widgets: some are drawn by jQuery when it is ready, some on load, some with a new row.
window.django?.jQuery(() => name(document))
addEventListener('load', () => name(document))
document.addEventListener('formset:added', event => setTimeout(() => name(event.target)))

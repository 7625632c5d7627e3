// Elements are made here and only here, with text as text: nothing that came over the wire is ever parsed as markup.

export type Child = Node | string | number | false | undefined;

// el('p', 'what', 'words', el('b', '', '5')): a class list may be empty.
export const el = <T extends keyof HTMLElementTagNameMap>(
    tag: T, classes = '', ...children: Child[]): HTMLElementTagNameMap[T] => {
    const made = document.createElement(tag);
    if (classes) made.className = classes;
    put(made, ...children);
    return made;
};

// Replaces what an element holds.
export const put = (parent: Element, ...children: Child[]): void => {
    while (parent.firstChild) parent.removeChild(parent.firstChild);
    for (const child of children) {
        if (child === undefined || child === false) continue;
        parent.appendChild(typeof child === 'object' ? child : document.createTextNode(String(child)));
    }
};

// Sets text only when it differs, so that a quiet page stays quiet for screen readers and the compositor.
export const set_text = (target: Element, words: string | number): void => {
    const next = String(words);
    if (target.textContent !== next) target.textContent = next;
};

export const set_class = (target: Element, name: string, on: boolean): void => {
    if (on) target.classList.add(name);
    else target.classList.remove(name);
};

export const by_id = (id: string): HTMLElement => {
    const found = document.getElementById(id);
    if (!found) throw new Error('the page has no element #' + id);
    return found;
};

// A key: a real <button> with a label in words.
export const key = (classes: string, pressed: () => void, ...children: Child[]): HTMLButtonElement => {
    const made = el('button', classes, ...children);
    made.type = 'button';
    made.addEventListener('click', pressed);
    return made;
};

// The style attribute is forbidden by the content security policy; the style object is not.
export const set_style = (target: HTMLElement | SVGElement, property: string, value: string): void =>
    target.style.setProperty(property, value);

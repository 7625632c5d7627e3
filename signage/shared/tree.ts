// A page's view as plain values, and the drawing of it in place: what stayed the same is not touched, so nothing
// flickers, a finger on a key stays on that key, and focus and scrolling survive. For pages with keys and lists; boards
// and strips draw by hand.

import { set_style } from './dom.ts';

export interface Props {
    class?: string;
    key?: string;                     // who this is among its neighbours; without one, its place and tag decide
    press?: (() => void) | undefined; // a click, a tap, or Enter on a key that has the focus
    typed?: (value: string) => void;
    style?: Record<string, string>;
    value?: string;                   // of a field; written only when it differs
    checked?: boolean;
    disabled?: boolean;
    attributes?: Record<string, string | number | boolean | undefined>;
}

export interface Branch { tag: keyof HTMLElementTagNameMap; props: Props; children: Tree[] }
// Something made elsewhere (a glyph, a picture), made anew only when `leaf` names another one.
export interface Leaf { leaf: string; make: () => Element }
export type Tree = Branch | Leaf | string;
export type Child = Tree | number | false | undefined | Child[];

const flatten = (children: readonly Child[], into: Tree[] = []): Tree[] => {
    for (const child of children) {
        if (child === undefined || child === false) continue;
        if (Array.isArray(child)) flatten(child, into);
        else into.push(typeof child === 'number' ? String(child) : child);
    }
    return into;
};

// h('p', 'what', 'words', h('b', '', 5)) or, with more than a class, h('button', { class, press }, …).
export const h = (tag: keyof HTMLElementTagNameMap, props: Props | string = '', ...children: Child[]): Branch => ({
    tag, props: typeof props === 'string' ? { class: props } : props, children: flatten(children),
});

// A key: a real <button>, words inside.
export const key = (classes: string, press: (() => void) | undefined, ...children: Child[]): Branch =>
    h('button', { class: classes, press, attributes: { type: 'button' } }, ...children);

const drawn = new WeakMap<Node, Branch | string>();

const name_of = (tree: Tree): string =>
    typeof tree === 'string' ? '#text' : 'leaf' in tree ? 'leaf ' + tree.leaf : tree.tag + ' ' + (tree.props.key ?? '');

const name_of_drawn = (node: Node): string => {
    const known = drawn.get(node);
    return known === undefined ? '' : typeof known === 'string' ? known : name_of(known);
};

// Makes `parent` hold exactly `trees`.
export const draw = (parent: Element, ...trees: Child[]): void => {
    const wanted = flatten(trees);
    const spare: Record<string, Node[]> = {};
    for (const node of Array.from(parent.childNodes)) (spare[name_of_drawn(node)] ??= []).push(node);
    const nodes = wanted.map((tree) => spare[name_of(tree)]?.shift() ?? make(tree));
    for (const left of Object.values(spare)) for (const node of left) parent.removeChild(node);
    nodes.forEach((node, index) => {
        const here = parent.childNodes[index] ?? null;
        if (node !== here) parent.insertBefore(node, here);
        update(node, wanted[index]!);
    });
};

const make = (tree: Tree): Node => {
    if (typeof tree === 'string') {
        const words = document.createTextNode(tree);
        drawn.set(words, '#text');
        return words;
    }
    if ('leaf' in tree) {
        const made = tree.make();
        drawn.set(made, name_of(tree));
        return made;
    }
    const element = document.createElement(tree.tag);
    drawn.set(element, { tag: tree.tag, props: { ...(tree.props.key === undefined ? {} : { key: tree.props.key }) }, children: [] });
    element.addEventListener('click', () => (drawn.get(element) as Branch).props.press?.());
    if (element instanceof HTMLInputElement) {
        element.addEventListener('input', () => (drawn.get(element) as Branch).props.typed?.(element.value));
    }
    return element;
};

const update = (node: Node, tree: Tree): void => {
    if (typeof tree === 'string') {
        if (node.nodeValue !== tree) node.nodeValue = tree;
        return;
    }
    if ('leaf' in tree) return;
    const element = node as HTMLElement;
    const before = (drawn.get(node) as Branch).props;
    const { props } = tree;
    if (element.className !== (props.class ?? '')) element.className = props.class ?? '';
    update_attributes(element, before.attributes ?? {}, props.attributes ?? {});
    for (const [property, value] of Object.entries(props.style ?? {})) {
        if (before.style?.[property] !== value) set_style(element, property, value);
    }
    if (element instanceof HTMLInputElement || element instanceof HTMLButtonElement) {
        if (element.disabled !== (props.disabled ?? false)) element.disabled = props.disabled ?? false;
    }
    if (element instanceof HTMLInputElement) {
        if (props.value !== undefined && element.value !== props.value) element.value = props.value;
        if (props.checked !== undefined && element.checked !== props.checked) element.checked = props.checked;
    }
    drawn.set(node, tree);
    draw(element, ...tree.children);
};

const update_attributes = (element: Element, before: NonNullable<Props['attributes']>, now: NonNullable<Props['attributes']>): void => {
    for (const name of Object.keys(before)) {
        if (now[name] === undefined || now[name] === false) element.removeAttribute(name);
    }
    for (const [name, value] of Object.entries(now)) {
        if (value === undefined || value === false) continue;
        const words = value === true ? '' : String(value);
        if (element.getAttribute(name) !== words) element.setAttribute(name, words);
    }
};

// What a designer would measure on a drawn page, by script. Each function runs inside the page.

// Text that leaves the page, is cut by a box that hides what overflows, or lies on other text. `fixed` pages never scroll.
export const misplaced_text = (fixed) => {
    const found = [];
    const boxes = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const node = walker.currentNode;
        const words = node.textContent.trim();
        const parent = node.parentElement;
        if (!words || parent.closest('script, style, .unseen, [inert]')) continue;
        const style = getComputedStyle(parent);
        if (style.visibility === 'hidden' || style.display === 'none') continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        for (const rect of range.getClientRects()) {
            if (rect.width < 1 || rect.height < 1) continue;
            if (rect.left < -1 || rect.right > innerWidth + 1) found.push(`"${words}" leaves the page sideways`);
            const middle = rect.top + rect.height / 2;
            const boxes_around = [];
            for (let box = parent; box && box !== document.body; box = box.parentElement) boxes_around.push([box, getComputedStyle(box), box.getBoundingClientRect()]);
            // What a list has scrolled away is a turn of it away, and lies on nothing.
            const turned_away = boxes_around.some(([, { overflowY }, edge]) =>
                (overflowY === 'auto' || overflowY === 'scroll') && (middle < edge.top || middle > edge.bottom));
            if (turned_away) continue;
            if (fixed && (middle < 0 || middle > innerHeight)) found.push(`"${words}" lies below the page`);
            for (const [box, around, edge] of boxes_around) {
                if (around.overflowX === 'visible') continue;
                if (around.textOverflow === 'ellipsis' && box === parent) continue;
                if (rect.left < edge.left - 1 || rect.right > edge.right + 1) found.push(`"${words}" is cut by ${box.className || box.tagName}`);
                if (middle < edge.top || middle > edge.bottom) found.push(`"${words}" is hidden by ${box.className || box.tagName}`);
            }
            // The middle of the line, where ink is: neighbouring lines may touch with their leading.
            const size = parseFloat(style.fontSize);
            const shortened = style.textOverflow === 'ellipsis' ? parent.getBoundingClientRect().right : Infinity;
            boxes.push({ node, words, left: rect.left + 1, right: Math.min(rect.right, shortened) - 1, top: middle - size * 0.3, bottom: middle + size * 0.3, fixed: parent.closest('.keys') !== null });
        }
    }
    for (let i = 0; i < boxes.length; ++i) {
        for (let j = i + 1; j < boxes.length; ++j) {
            const a = boxes[i];
            const b = boxes[j];
            if (a.fixed !== b.fixed || a.node === b.node) continue;
            if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom) found.push(`"${a.words}" lies on "${b.words}"`);
        }
    }
    return found;
};

// Every text against what is behind it; returns those below `floor`.
export const weak_text = (floor) => {
    const channel = (value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    const luminance = ([r, g, b]) => 0.2126 * channel(r / 255) + 0.7152 * channel(g / 255) + 0.0722 * channel(b / 255);
    const parse = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
    const hex = (colour) => [1, 3, 5].map((at) => parseInt(colour.trim().slice(at, at + 2), 16));
    const ratio = (a, b) => {
        const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
        return (light + 0.05) / (dark + 0.05);
    };
    const grounds_of = (element) => {
        for (let box = element; box; box = box.parentElement) {
            const style = getComputedStyle(box);
            const colour = parse(style.backgroundColor);
            const hatched = style.backgroundImage !== 'none';
            if (colour.length < 3 || (colour.length === 4 && colour[3] === 0)) continue;
            return hatched ? [colour, hex(getComputedStyle(document.documentElement).getPropertyValue('--stale-hatch'))] : [colour];
        }
        return [[255, 255, 255]];
    };
    const found = [];
    for (const element of document.body.querySelectorAll('*')) {
        if (element.closest('script, style, .unseen, [inert]')) continue;
        const says = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
        const style = getComputedStyle(element);
        if (!says || style.visibility === 'hidden' || element.getClientRects().length === 0) continue;
        for (const ground of grounds_of(element)) {
            const measured = ratio(parse(style.color), ground);
            if (measured < floor) found.push(`${measured.toFixed(1)}:1 "${element.textContent.trim().slice(0, 20)}"`);
        }
    }
    return found;
};

// Keys a finger must hit.
export const small_keys = (least) => [...document.querySelectorAll('button')]
    .filter((one) => one.getClientRects().length > 0)
    .map((one) => ({ words: one.textContent, box: one.getBoundingClientRect() }))
    .filter(({ box }) => box.height < least || box.width < least)
    .map(({ words, box }) => `"${words}" is ${Math.round(box.width)} x ${Math.round(box.height)}`);

// The glyphs of the visual language: one shape a state, drawn in the colour of the text beside it, never alone.

const svg_ns = 'http://www.w3.org/2000/svg';

interface Shape { filled?: string; stroked?: string; stroke_width?: number }

const shapes = {
    waiting: { stroked: 'M12 3.5a8.5 8.5 0 1 0 .01 0z', stroke_width: 3 },
    called: { filled: 'M2 10h11V4l9.5 8L13 20v-6H2z' },
    serving: { filled: 'M12 2a10 10 0 1 0 .01 0z' },
    away: { filled: 'M5 3h5v18H5zM14 3h5v18h-5z' },
    noon: { filled: 'M1 5.5h14.5v5H1zM8.5 13.5H23v5H8.5z' },
    extension: { filled: 'M1 10.2h8v3.6H1zM10 3h3.4v18H10zM14.6 10.2h2.6V6.5L23.5 12l-6.3 5.5v-3.7h-2.6z' },
    appointment: { stroked: 'M3.5 6h17v14.5h-17zM3.5 11h17M8.5 2.5V7M15.5 2.5V7', stroke_width: 2.6 },
    closed: { stroked: 'M3.5 3.5h17v17h-17z', stroke_width: 2.6, filled: 'M7.5 10.6h9v2.8h-9z' },
    stale: { filled: 'M0 10.2h8.2L6.6 13.8H0zM17.4 10.2H24v3.6h-8.2zM13.2 3h3.2L10.8 21H7.6z' },
    late: { stroked: 'M12 3a9 9 0 1 0 .01 0zM12 7.2v5.3l4 2.4', stroke_width: 2.6 },
    alarm: { filled: 'M12 1.5 22.5 12 12 22.5 1.5 12z' },
    priority: { stroked: 'M4 13l8-8 8 8M4 20.5l8-8 8 8', stroke_width: 3 },
    search: { stroked: 'M10.5 3.5a7 7 0 1 0 .01 0zM15.8 15.8L21.5 21.5', stroke_width: 2.6 },
    onward: { stroked: 'M8.5 4l8.5 8-8.5 8', stroke_width: 2.6 },
    back: { stroked: 'M15.5 4L7 12l8.5 8', stroke_width: 3 },
    done: { stroked: 'M4 12.5l5.5 5.5L20 7', stroke_width: 3 },
} as const;

export type IconName = keyof typeof shapes;

export const icon = (name: IconName): SVGSVGElement => {
    const shape: Shape = shapes[name];
    const svg = document.createElementNS(svg_ns, 'svg');
    svg.setAttribute('class', 'ico');
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('aria-hidden', 'true');
    if (shape.filled) {
        const path = document.createElementNS(svg_ns, 'path');
        path.setAttribute('d', shape.filled);
        svg.appendChild(path);
    }
    if (shape.stroked) {
        const path = document.createElementNS(svg_ns, 'path');
        path.setAttribute('d', shape.stroked);
        path.setAttribute('fill', 'none');
        path.setAttribute('stroke', 'currentColor');
        path.setAttribute('stroke-width', String(shape.stroke_width));
        svg.appendChild(path);
    }
    return svg;
};

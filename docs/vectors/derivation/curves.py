"""X25519 (RFC 7748) and Ed25519 (RFC 8032) with plain integers. For vectors only: not in constant time."""

import hashlib

P = 2**255 - 19


class BadKey(Exception):
    """A public key that must be refused; the argument is the failure class."""


# X25519


def clamp(scalar):
    value = bytearray(scalar)
    value[0] &= 248
    value[31] = value[31] & 127 | 64
    return int.from_bytes(value, "little")


def ladder(scalar, u):
    """RFC 7748, section 5: the u coordinate of scalar times the point with coordinate u."""
    k = clamp(scalar)
    x2, z2, x3, z3, swap = 1, 0, u, 1, 0
    for t in reversed(range(255)):
        bit = k >> t & 1
        if swap ^ bit:
            x2, x3, z2, z3 = x3, x2, z3, z2
        swap = bit
        a, b = x2 + z2, x2 - z2
        aa, bb = a * a % P, b * b % P
        e = aa - bb
        da, cb = (x3 - z3) * a, (x3 + z3) * b
        x3, z3 = (da + cb) ** 2 % P, u * (da - cb) ** 2 % P
        x2, z2 = aa * bb % P, e * (aa + 121665 * e) % P
    if swap:
        x2, z2 = x3, z3
    return (x2 * pow(z2, P - 2, P) % P).to_bytes(32, "little")


def x25519_public(scalar):
    return ladder(scalar, 9)


def check_x25519(public):
    """Refuses what section 1 of the protocol refuses: not canonical, or of low order."""
    u = int.from_bytes(public, "little")
    if u >= P:
        raise BadKey("not canonical")
    # Every clamped scalar is a multiple of 8, so any of them takes a point of low order to zero.
    if ladder(bytes(32), u) == bytes(32):
        raise BadKey("low order")


def x25519(scalar, public):
    check_x25519(public)
    return ladder(scalar, int.from_bytes(public, "little"))


# Ed25519

D = -121665 * pow(121666, P - 2, P) % P
L = 2**252 + 27742317777372353535851937790883648493
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)


def add(p, q):
    """Addition in extended coordinates (X, Y, Z, T)."""
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(k, point):
    result = (0, 1, 1, 0)
    while k:
        if k & 1:
            result = add(result, point)
        point, k = add(point, point), k >> 1
    return result


def point_at(y):
    """The point with this y and an even x, or None."""
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P:
        return None
    x = P - x if x & 1 else x
    return x, y, 1, x * y % P


B = point_at(4 * pow(5, P - 2, P) % P)


def encode(point):
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def expand(seed):
    digest = hashlib.sha512(seed).digest()
    return clamp(digest[:32]), digest[32:]


def ed25519_public(seed):
    return encode(times(expand(seed)[0], B))


def ed25519_sign(seed, message):
    secret, prefix = expand(seed)
    public = encode(times(secret, B))
    r = int.from_bytes(hashlib.sha512(prefix + message).digest(), "little") % L
    point = encode(times(r, B))
    h = int.from_bytes(hashlib.sha512(point + public + message).digest(), "little") % L
    return point + ((r + h * secret) % L).to_bytes(32, "little")

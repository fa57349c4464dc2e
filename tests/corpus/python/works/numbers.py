# name: math, statistics, decimal and fractions work
# expect: ok
# stdout is: 3.142 2.5 0.30 5/6 933262154439441526816992388562667004907159682643816214685929638952175999932299156089414639761565182862536979208272237582511852109168640000\n

import decimal, fractions, math, statistics

print(
    round(math.pi, 3),
    statistics.median([1, 2, 3, 4]),
    decimal.Decimal("0.10") + decimal.Decimal("0.20"),
    fractions.Fraction(1, 2) + fractions.Fraction(1, 3),
    math.factorial(100) // 100,
)

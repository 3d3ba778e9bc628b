package io.qbrain.checks;

import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.core.domain.JavaModifier.STATIC;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNCHRONIZED;
import static com.tngtech.archunit.core.domain.JavaModifier.VOLATILE;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The directions and bans of the design. */
final class Rules {

  /** What must give the same answer on every machine and in every run. */
  private static final Set<String> DETERMINISTIC =
      Set.of("model", "indicators", "strategy", "kernel", "simulation");

  /** Where an order of iteration becomes an order of effects. */
  private static final Set<String> ORDERED = Set.of("kernel", "simulation");

  /** Besides the api: modules that know the JDK and modules of ours alone. */
  private static final Set<String> PLAIN = Set.of("kernel", "simulation", "series", "verifier");

  /** Methods of {@link Math} whose result is exact by specification, and so the same everywhere. */
  private static final Set<String> EXACT_MATH =
      Set.of(
          "abs",
          "ceil",
          "ceilDiv",
          "ceilMod",
          "clamp",
          "copySign",
          "floor",
          "floorDiv",
          "floorMod",
          "getExponent",
          "max",
          "min",
          "multiplyFull",
          "multiplyHigh",
          "nextDown",
          "nextUp",
          "rint",
          "round",
          "scalb",
          "signum",
          "sqrt",
          "ulp",
          "unsignedMultiplyHigh");

  private static final Set<String> HASH_ORDERED =
      Set.of(
          "java.util.HashMap",
          "java.util.HashSet",
          "java.util.Hashtable",
          "java.util.IdentityHashMap",
          "java.util.WeakHashMap");

  /** Collectors that build a HashMap, a HashSet or an unmodifiable collection of random order. */
  private static final Set<String> HASHING_COLLECTORS =
      Set.of(
          "groupingBy", "groupingByConcurrent", "toSet", "toUnmodifiableSet", "toUnmodifiableMap");

  private static final Set<String> ENTITIES =
      Set.of(
          "jakarta.persistence.Entity",
          "jakarta.persistence.Embeddable",
          "jakarta.persistence.MappedSuperclass");

  private static final Pattern EMPTY_NAMES =
      Pattern.compile("Abstract.*Impl|.*(Impl|Utils?|Helper|Manager)|Common.*");

  private final House house;

  private Rules(House house) {
    this.house = house;
  }

  static List<Rule> of(House house) {
    Rules rules = new Rules(house);
    return List.of(
        new Rule("modules see what the design allows them to see", rules::wrongDirections),
        new Rule("api, kernel, simulation and series know the JDK alone", rules::foreignTypes),
        new Rule("api and platform need no OSGi at run time", rules::osgiInPlainJava),
        new Rule("the OSGi framework is for runtime and hosting", rules::frameworkInAdapters),
        new Rule("deterministic modules read no system clock", rules::clocks),
        new Rule("deterministic modules draw no unseeded numbers", rules::randomness),
        new Rule("deterministic modules know no threads", rules::threads),
        new Rule("kernel and simulation iterate in a defined order", rules::hashOrder),
        new Rule("deterministic modules calculate alike everywhere", rules::inexactMath),
        new Rule("nothing static changes", rules::staticState),
        new Rule("entities are for their package alone", rules::entities),
        new Rule("names say what a thing is", rules::emptyNames));
  }

  private Stream<String> wrongDirections(JavaClass origin) {
    String module = moduleOf(origin);
    Set<String> visible = house.visibleFrom(module);
    return dependencies(
            origin,
            target ->
                house
                    .moduleOf(target.getPackageName())
                    .filter(seen -> !visible.contains(seen))
                    .isPresent())
        .map(found -> module + " may see only " + visible + ": " + found);
  }

  private Stream<String> foreignTypes(JavaClass origin) {
    String module = moduleOf(origin);
    if (!house.isIn(module, Folder.API) && !PLAIN.contains(module)) {
      return Stream.empty();
    }
    boolean readsClassFiles = module.equals("verifier");
    return dependencies(
        origin,
        target ->
            !isIn(target, "java")
                && !isIn(target, house.root())
                && !isIn(target, "org.jspecify.annotations")
                && !isIn(target, "org.osgi.annotation")
                && !(readsClassFiles && isIn(target, "org.objectweb.asm")));
  }

  private Stream<String> osgiInPlainJava(JavaClass origin) {
    String module = moduleOf(origin);
    if (!house.isIn(module, Folder.API) && !house.isIn(module, Folder.PLATFORM)) {
      return Stream.empty();
    }
    return dependencies(
        origin, target -> isIn(target, "org.osgi") && !isIn(target, "org.osgi.annotation"));
  }

  private Stream<String> frameworkInAdapters(JavaClass origin) {
    String module = moduleOf(origin);
    if (module.equals("runtime") || module.equals("hosting")) {
      return Stream.empty();
    }
    return dependencies(
        origin,
        target -> isIn(target, "org.osgi.framework") || isIn(target, "org.osgi.util.tracker"));
  }

  private Stream<String> clocks(JavaClass origin) {
    if (!isDeterministic(origin)) {
      return Stream.empty();
    }
    return accesses(
        origin,
        access -> {
          String owner = access.getTargetOwner().getName();
          String method = access.getTarget().getName();
          return switch (owner) {
            case "java.lang.System" ->
                method.equals("currentTimeMillis") || method.equals("nanoTime");
            case "java.time.Clock" -> method.startsWith("system") || method.startsWith("tick");
            case "java.time.InstantSource" -> method.equals("system");
            case "java.util.Date" -> isConstructor(access, 0);
            case "java.util.Calendar" -> method.equals("getInstance");
            case "java.time.ZoneId" -> method.equals("systemDefault");
            case "java.util.TimeZone" -> method.equals("getDefault");
            default -> owner.startsWith("java.time.") && method.equals("now");
          };
        });
  }

  private Stream<String> randomness(JavaClass origin) {
    if (!isDeterministic(origin) && !moduleOf(origin).equals("backtest")) {
      return Stream.empty();
    }
    return Stream.concat(
        dependencies(
            origin,
            target ->
                target.getName().equals("java.security.SecureRandom")
                    || target.getName().equals("java.util.concurrent.ThreadLocalRandom")),
        accesses(
            origin,
            access -> {
              String method = access.getTarget().getName();
              return switch (access.getTargetOwner().getName()) {
                case "java.lang.Math", "java.lang.StrictMath" -> method.equals("random");
                case "java.lang.System" -> method.equals("identityHashCode");
                case "java.util.Collections" -> method.equals("shuffle") && parameters(access) == 1;
                case "java.util.Random", "java.util.SplittableRandom" -> isConstructor(access, 0);
                case "java.util.UUID" -> method.equals("randomUUID");
                case "java.util.random.RandomGenerator" ->
                    method.equals("of") || method.equals("getDefault");
                case "java.util.random.RandomGeneratorFactory" ->
                    method.equals("create") && parameters(access) == 0;
                default -> false;
              };
            }));
  }

  private Stream<String> threads(JavaClass origin) {
    if (!isDeterministic(origin)) {
      return Stream.empty();
    }
    Stream<String> types =
        dependencies(
            origin,
            target -> {
              String name = target.getName();
              return name.startsWith("java.lang.Thread")
                  || name.equals("java.lang.InheritableThreadLocal")
                  || name.equals("java.util.Timer")
                  || name.equals("java.util.TimerTask")
                  || (isIn(target, "java.util.concurrent")
                      && !name.equals("java.util.concurrent.TimeUnit"));
            });
    Stream<String> parallel =
        accesses(
            origin,
            access ->
                access.getTarget().getName().equals("parallelStream")
                    || (access.getTarget().getName().equals("parallel")
                        && access.getTargetOwner().getName().startsWith("java.util.stream.")));
    Stream<String> members =
        Stream.concat(
            origin.getMethods().stream()
                .filter(method -> method.getModifiers().contains(SYNCHRONIZED))
                .map(method -> "synchronized " + method.getFullName()),
            origin.getFields().stream()
                .filter(field -> field.getModifiers().contains(VOLATILE))
                .map(field -> "volatile " + field.getFullName()));
    return Stream.of(types, parallel, members).flatMap(found -> found);
  }

  private Stream<String> hashOrder(JavaClass origin) {
    if (!ORDERED.contains(moduleOf(origin))) {
      return Stream.empty();
    }
    return Stream.concat(
        dependencies(origin, target -> HASH_ORDERED.contains(target.getName())),
        accesses(
            origin,
            access -> {
              String method = access.getTarget().getName();
              return switch (access.getTargetOwner().getName()) {
                case "java.util.stream.Collectors" ->
                    (HASHING_COLLECTORS.contains(method) && !takesMapFactory(access))
                        || (method.equals("toMap") && parameters(access) < 4);
                // Of two entries and more the order differs from run to run.
                case "java.util.Set" ->
                    method.equals("copyOf") || (method.equals("of") && !takesAtMostOne(access));
                case "java.util.Map" ->
                    method.equals("copyOf")
                        || method.equals("ofEntries")
                        || (method.equals("of") && parameters(access) > 2);
                default -> false;
              };
            }));
  }

  private Stream<String> inexactMath(JavaClass origin) {
    if (!isDeterministic(origin)) {
      return Stream.empty();
    }
    return accesses(
        origin,
        access -> {
          String method = access.getTarget().getName();
          return access.getTargetOwner().getName().equals("java.lang.Math")
              && !EXACT_MATH.contains(method)
              && !method.endsWith("Exact");
        });
  }

  private Stream<String> staticState(JavaClass origin) {
    return origin.getFields().stream()
        .filter(field -> field.getModifiers().contains(STATIC))
        .filter(field -> !field.getModifiers().contains(FINAL))
        .map(field -> field.getFullName() + " is static and can be set");
  }

  private Stream<String> entities(JavaClass origin) {
    boolean isOne = ENTITIES.stream().anyMatch(origin::isAnnotatedWith);
    return isOne && origin.getModifiers().contains(PUBLIC)
        ? Stream.of(origin.getName() + " is an entity and public")
        : Stream.empty();
  }

  private Stream<String> emptyNames(JavaClass origin) {
    String name = origin.getSimpleName();
    return EMPTY_NAMES.matcher(name).matches()
        ? Stream.of(origin.getName() + " is named after its pattern")
        : Stream.empty();
  }

  private boolean isDeterministic(JavaClass origin) {
    String module = moduleOf(origin);
    return DETERMINISTIC.contains(module) || house.isIn(module, Folder.SAMPLES);
  }

  private String moduleOf(JavaClass origin) {
    return house
        .moduleOf(origin.getPackageName())
        .orElseThrow(
            () ->
                new IllegalStateException(
                    origin.getName() + " is in no module: expected one of " + house.modules()));
  }

  private static Stream<String> dependencies(JavaClass origin, Predicate<JavaClass> banned) {
    return origin.getDirectDependenciesFromSelf().stream()
        .filter(dependency -> banned.test(dependency.getTargetClass().getBaseComponentType()))
        .filter(dependency -> !dependency.getTargetClass().getBaseComponentType().isPrimitive())
        .map(Dependency::getDescription);
  }

  private static Stream<String> accesses(JavaClass origin, Predicate<JavaAccess<?>> banned) {
    return origin.getAccessesFromSelf().stream().filter(banned).map(JavaAccess::getDescription);
  }

  private static boolean isIn(JavaClass type, String packageName) {
    return type.getPackageName().equals(packageName)
        || type.getPackageName().startsWith(packageName + ".");
  }

  private static boolean isConstructor(JavaAccess<?> access, int parameters) {
    return access.getTarget().getName().equals("<init>") && parameters(access) == parameters;
  }

  private static int parameters(JavaAccess<?> access) {
    return access.getTarget() instanceof CodeUnitAccessTarget target
        ? target.getRawParameterTypes().size()
        : 0;
  }

  private static boolean takesAtMostOne(JavaAccess<?> access) {
    return access.getTarget() instanceof CodeUnitAccessTarget target
        && (target.getRawParameterTypes().isEmpty()
            || (target.getRawParameterTypes().size() == 1
                && !target.getRawParameterTypes().get(0).isArray()));
  }

  private static boolean takesMapFactory(JavaAccess<?> access) {
    return access.getTarget().getName().equals("groupingBy") && parameters(access) == 3;
  }
}

package io.qbrain.verifier;

import static io.qbrain.verifier.TestJar.COMPONENT;
import static io.qbrain.verifier.TestJar.component;
import static io.qbrain.verifier.TestJar.good;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The component of a strategy, and the name that it gives it. */
class ComponentsTest extends OfferedJars {
  ComponentsTest(@TempDir Path folder) {
    super(folder);
  }

  @Test
  void refusesABundleWithoutComponent() {
    assertRefused(
        good().without("Service-Component").header("Export-Package", "com.example").bytes(),
        "artifact.no-strategy",
        "@Component");
  }

  @Test
  void refusesABundleThatDoesNotKnowTheSpi() {
    assertRefused(
        good().header("Import-Package", "org.slf4j").bytes(),
        "artifact.no-strategy",
        "io.qbrain.strategy is not imported");
  }

  @Test
  void refusesAComponentThatIsNotInTheJar() {
    assertRefused(good().without(COMPONENT).bytes(), "artifact.no-strategy", "not in the jar");
  }

  @Test
  void refusesAComponentThatIsNoFactory() {
    String other =
        component("TrendFactory", "")
            .replace("io.qbrain.strategy.StrategyFactory", "java.lang.Runnable");

    assertRefused(
        good().entry(COMPONENT, other).bytes(), "artifact.no-strategy", "java.lang.Runnable");
  }

  @Test
  void refusesAFactoryWhoseClassIsNotInTheJar() {
    assertRefused(
        good().entry(COMPONENT, component("Missing", "")).bytes(),
        "artifact.no-strategy",
        "com.example.trend.Missing");
  }

  @Test
  void refusesTwoStrategies() {
    byte[] jar =
        good()
            .header("Service-Component", "OSGI-INF/*.xml")
            .entry("OSGI-INF/other.xml", component("InheritingFactory", ""))
            .type("InheritingFactory")
            .bytes();

    assertRefused(
        jar,
        "artifact.several-strategies",
        "com.example.TrendFactory",
        "com.example.InheritingFactory");
  }

  @Test
  void findsTheComponentByAPattern() {
    assertThat(verify(good().header("Service-Component", "OSGI-INF/*.xml").bytes()).facts())
        .isPresent();
  }

  @Test
  void refusesAComponentThatProvidesMore() {
    String more = "<service><provide interface=\"java.lang.Runnable\"/></service>";

    assertRefused(
        good().entry(COMPONENT, component("TrendFactory", more)).bytes(),
        "artifact.component",
        "java.lang.Runnable");
  }

  @Test
  void refusesAComponentThatWantsServices() {
    String reference = "<reference name=\"x\" interface=\"java.lang.Runnable\"/>";

    assertRefused(
        good().entry(COMPONENT, component("TrendFactory", reference)).bytes(),
        "artifact.component",
        "refers to services");
  }

  @ParameterizedTest
  @ValueSource(strings = {"enabled='false'", "configuration-policy='require'", "factory='x'"})
  void refusesAComponentThatWouldNeverStart(String attribute) {
    String xml = component("TrendFactory", "").replace("name=\"com", attribute + " name=\"com");

    assertRefused(good().entry(COMPONENT, xml).bytes(), "artifact.component", "expected");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<a>",
        "<a></b>",
        "<a b></a>",
        "<a b='1' b='2'/>",
        "<a b='&evil;'/>",
        "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>",
        "<a><![CDATA[x]]></a>",
        "<a/><b/>",
        "<a><b><c><d><e><f><g><h><i><j><k><l><m><n><o><p><q><r/></q></a>"
      })
  void refusesWhatIsNoComponentDescription(String xml) {
    assertRefused(
        good().entry(COMPONENT, xml).bytes(), "artifact.component", COMPONENT, "expected");
  }

  @Test
  void refusesADescriptionOfNothing() {
    assertRefused(good().entry(COMPONENT, "<a/>").bytes(), "artifact.no-strategy", "component");
  }

  @Test
  void readsAnInheritedName() {
    byte[] jar =
        good()
            .entry(COMPONENT, component("InheritingFactory", ""))
            .type("InheritingFactory")
            .bytes();

    assertThat(verify(jar).facts()).map(StrategyFacts::name).contains("trend");
  }

  @Test
  void refusesANameThatIsNoConstant() {
    byte[] jar =
        good()
            .entry(COMPONENT, component("CalculatingFactory", ""))
            .type("CalculatingFactory")
            .bytes();

    assertRefused(jar, "artifact.name", "must return a string constant");
  }

  @Test
  void refusesANameThatNoStrategyCanHave() {
    byte[] jar =
        good()
            .entry(COMPONENT, component("OddlyNamedFactory", ""))
            .type("OddlyNamedFactory")
            .bytes();

    assertRefused(jar, "artifact.name", "Trend Follower", "ema-cross");
  }
}
